-- Alle funn: det en controller ville spurt om, med svar der noen har svart.
SELECT
  year AS "år",
  cooperation AS samarbeid,
  title AS funn,
  part AS gjelder,
  text AS forklaring,
  amount AS "beløp",
  answer AS svar
FROM findings
ORDER BY year, row_number

-- Hva hver betaler er belastet i hver periode, med grunnlag, nøkkel og andel.
SELECT
  year AS "år",
  cooperation AS samarbeid,
  municipality AS betaler,
  period AS periode,
  basis AS "grunnlag hittil i året",
  key AS "nøkkel",
  share_text AS andel,
  share_percent AS prosent,
  amount AS "beløp i perioden",
  internal AS "egen andel som vert",
  due AS forfall
FROM allocations
ORDER BY year, cooperation, date, municipality, row_number

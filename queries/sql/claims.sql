-- Krav og kreditnotaer, slik de er sendt.
SELECT
  claim AS krav,
  kind AS slag,
  cooperation AS samarbeid,
  municipality AS betaler,
  period AS periode,
  instalment AS termin,
  date AS dato,
  due AS forfall,
  amount AS "beløp",
  set_off AS motregnet,
  kid AS kid
FROM claims
ORDER BY dato, krav, row_number

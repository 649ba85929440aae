-- Krav og oppgjør: andel, krevd a konto og i avregning, betalt og utestående.
SELECT
  year AS "år",
  cooperation AS samarbeid,
  municipality AS betaler,
  share AS andel,
  corrected AS korreksjon,
  advance AS "a konto",
  settlement AS avregning,
  credited AS kreditert,
  to_settle AS "igjen å gjøre opp",
  set_off AS motregnet,
  paid AS betalt,
  outstanding AS "utestående"
FROM settlements
WHERE claimed <> 0 OR corrected IS NOT NULL
ORDER BY year, cooperation, municipality, row_number

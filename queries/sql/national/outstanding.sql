-- Hva som gjenstår av kravene i hver region, og hvor mye av det som er forfalt.
-- En region som ikke er skrevet, har en linje uten tall, med grunnen; et år har det der
-- filen til en region er borte, er byttet eller ikke er av kjøringen.
WITH told AS (
  SELECT
    region,
    currency,
    any_value("on") AS seen,
    count(*) AS claims,
    sum(remaining) AS remaining,
    sum(CASE WHEN days_overdue > 0 THEN remaining ELSE 0 END) AS overdue
  FROM outstanding_claims
  GROUP BY region, currency
)
SELECT
  region,
  seen AS "sett fra",
  claims AS krav,
  remaining AS "gjenstår",
  overdue AS forfalt,
  currency AS valuta,
  reason AS "mangler fordi"
FROM (FROM told UNION ALL BY NAME FROM lacking('outstanding_claims'))
ORDER BY reason IS NOT NULL, region, valuta, year

-- Hva som gjenstår av kravene i hver region, og hvor mye av det som er forfalt.
-- En region som ikke er skrevet, har en linje uten tall, med grunnen.
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
  coalesce(region, folder) AS region,
  seen AS "sett fra",
  claims AS krav,
  remaining AS "gjenstår",
  overdue AS forfalt,
  told.currency AS valuta,
  reason AS "mangler fordi"
FROM regions LEFT JOIN told USING (region)
WHERE claims IS NOT NULL OR reason IS NOT NULL
ORDER BY reason IS NOT NULL, region, valuta

-- Hva som gjenstår av kravene i hver region, og hvor mye av det som er forfalt.
SELECT
  region,
  any_value("on") AS "sett fra",
  count(*) AS krav,
  sum(remaining) AS "gjenstår",
  sum(CASE WHEN days_overdue > 0 THEN remaining ELSE 0 END) AS forfalt
FROM outstanding_claims
GROUP BY region
ORDER BY region

-- Tilskudd til rådighet, hva som er brukt av dem, og hva som er igjen.
SELECT
  year AS "år",
  cooperation AS samarbeid,
  grantor AS giver,
  sum(budget) AS "til rådighet",
  sum(accounts) AS brukt,
  sum(budget) - sum(accounts) AS igjen
FROM grants
WHERE currency IN ('NOK.TILSAGN', 'NOK.BRUKT')
GROUP BY year, cooperation, grantor
ORDER BY year, cooperation, grantor NULLS FIRST

-- Hva hver betaler er belastet i alt, med antall samarbeid.
SELECT
  year AS "år",
  municipality AS betaler,
  count(cooperation) AS andeler,
  sum(amount) AS belastet
FROM allocations
GROUP BY year, municipality
ORDER BY year, municipality

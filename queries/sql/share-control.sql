-- Kontroll: det som er fordelt, mot summen av andelene. Differansen skal være null.
-- Faste beløp har ikke noe grunnlag å stemme mot, og står ikke her.
SELECT
  year AS "år",
  cooperation AS samarbeid,
  arg_max(basis, row_number) AS grunnlag,
  sum(amount) AS andeler,
  arg_max(basis, row_number) - sum(amount) AS differanse
FROM allocations
WHERE share_percent IS NOT NULL
GROUP BY year, cooperation
ORDER BY year, cooperation

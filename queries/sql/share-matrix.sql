-- Samarbeid nedover og betalere bortover: det siste året som er fordelt.
PIVOT (
  SELECT cooperation AS "samarbeid/betaler", municipality AS betaler, amount
  FROM allocations
  WHERE year = (SELECT max(year) FROM allocations)
)
ON betaler
USING sum(amount)
GROUP BY "samarbeid/betaler"
ORDER BY "samarbeid/betaler"

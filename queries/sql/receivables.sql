-- Åpne fordringer: hva hver betaler skylder hvert samarbeid etter siste føring.
SELECT
  account AS konto,
  sum(coalesce(amount, quantity)) AS skyldig,
  currency AS enhet
FROM vouchers
WHERE account LIKE 'Assets:Fordringer:%'
GROUP BY account, currency
HAVING sum(coalesce(amount, quantity)) <> 0
ORDER BY account, min(row_number)

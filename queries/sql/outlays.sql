-- Hvem som har lagt ut pengene, og hva som er utført uten å være fakturert.
SELECT
  account AS konto,
  -sum(coalesce(amount, quantity)) AS "beløp",
  currency AS enhet
FROM vouchers
WHERE regexp_matches(account, '^Liabilities:(Utlegg|Påløpt):')
GROUP BY account, currency
HAVING sum(coalesce(amount, quantity)) <> 0
ORDER BY account, min(row_number)

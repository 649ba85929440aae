-- Tall som skal huskes, men ikke regnes med: enheten sier hva de er.
SELECT
  year AS "år",
  account AS konto,
  sum(coalesce(amount, quantity)) AS "beløp",
  currency AS enhet
FROM vouchers
WHERE account LIKE 'Equity:Memo:%' AND account <> 'Equity:Memo:Motpost'
GROUP BY year, account, currency
ORDER BY year, account, currency

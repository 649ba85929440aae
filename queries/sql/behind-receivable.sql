-- Bilagene bak IKT 2018 og det som ble av dem; bytt lenken for et annet samarbeid.
SELECT
  date AS dato,
  voucher AS bilag,
  text AS tekst,
  account AS konto,
  coalesce(amount, quantity) AS "beløp",
  currency AS enhet
FROM vouchers
WHERE list_contains(string_split(links, '; '), 'fordeling-2018-ikt')
ORDER BY date, bilag NULLS FIRST, tekst, konto, row_number

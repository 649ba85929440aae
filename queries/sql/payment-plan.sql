-- Betalingsplanen: a konto etter forfall og betaler, og hva som er krevd.
SELECT
  year AS "år",
  cooperation AS samarbeid,
  instalment AS termin,
  due AS forfall,
  municipality AS betaler,
  amount AS "beløp",
  claim AS krav,
  settled AS avregnet
FROM payment_plan
ORDER BY year, samarbeid, termin, betaler, row_number

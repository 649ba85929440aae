-- Åpne krav: hva som gjenstår, er forfalt, er til gode hos verten og skal purres.
SELECT
  municipality AS betaler,
  claim AS krav,
  cooperation AS samarbeid,
  host AS vert,
  due AS forfall,
  amount AS krevd,
  paid AS betalt,
  remaining AS "gjenstår",
  days_overdue AS dager,
  overdue AS forfalt,
  credit AS "til gode",
  to_remind AS "å purre",
  remind AS purres
FROM outstanding_claims
ORDER BY betaler, forfall, krav, row_number

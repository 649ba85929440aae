-- Hva hver kommune bærer av samarbeidene per innbygger 1. januar, år for år.
-- En kommune er den samme i flere regioner når nummeret er det samme. Folketallet er
-- blankt der ingen region har det, eller de har ulike tall. En region uten folketall for
-- året sier ikke nummeret: da kan det være flere med navnet eller samme kommune, og
-- kronene per innbygger er blanke på alle linjene med det navnet. Korreksjoner av avsluttede
-- år er ikke med; de står i corrections. Alt er hele øre, uten flyttall: kronene per
-- innbygger rundes av til nærmeste øre.
WITH born AS (
  SELECT region, year, municipality_slug AS slug, municipality AS name,
    sum(amount) AS amount
  FROM allocations
  GROUP BY ALL
), people AS (
  SELECT region, year, municipality_slug AS slug, number, inhabitants
  FROM inhabitants
  WHERE month(date) = 1 AND day(date) = 1
), together AS (
  SELECT
    year,
    number,
    min(name) AS name,
    count(DISTINCT region) AS regions,
    sum(amount) AS amount,
    CASE WHEN count(DISTINCT inhabitants) = 1 THEN min(inhabitants) END AS inhabitants
  FROM born LEFT JOIN people USING (region, year, slug)
  GROUP BY year, number, CASE WHEN number IS NULL THEN region || '/' || slug END
), whole AS (
  SELECT *,
    count(*) OVER named > 1 AND bool_or(number IS NULL) OVER named AS is_unsure,
    CAST(abs(amount) * 100 AS HUGEINT) AS ore,
    CAST(inhabitants * 1000000 AS HUGEINT) AS millionths
  FROM together
  WINDOW named AS (PARTITION BY year, lower(name))
)
SELECT
  year AS "år",
  number AS kommunenummer,
  name AS kommune,
  regions AS regioner,
  amount AS kroner,
  inhabitants AS innbyggere,
  CASE WHEN NOT is_unsure THEN CAST(
    sign(amount) * CAST((2000000 * ore + millionths) // (2 * millionths) AS BIGINT)
    * 0.01
    AS DECIMAL(18,2)
  ) END AS "kroner per innbygger"
FROM whole
ORDER BY year, number NULLS LAST, name

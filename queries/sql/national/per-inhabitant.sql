-- Hva hver kommune bærer av samarbeidene per innbygger 1. januar, år for år.
-- En kommune er den samme i flere regioner når nummeret er det samme det året, hva den
-- enn heter der. Folketallet er blankt der ingen region har det, eller de har ulike tall.
-- Er det en linje uten nummer med samme navn, kan den være samme kommune: da er kronene
-- per innbygger blanke på begge. De siste kolonnene sier hvor mange regioner som mangler
-- det året, og hvilke; er de flere enn null, er summene for små. En region mangler også der
-- filen dens for året er borte eller byttet. Et år som ingen har, står med dem som mangler.
-- Korreksjoner av avsluttede år er ikke med; de står i corrections. Alt er hele øre, uten
-- flyttall: kronene per innbygger rundes av til nærmeste øre.
WITH born AS (
  SELECT
    year,
    currency,
    region,
    municipality_number AS number,
    coalesce(municipality_number, region || '/' || municipality) AS known_by,
    municipality AS name,
    sum(amount) AS amount
  FROM allocations
  GROUP BY ALL
), people AS (
  SELECT
    year,
    coalesce(municipality_number, region || '/' || municipality) AS known_by,
    CASE WHEN count(DISTINCT inhabitants) = 1 THEN min(inhabitants) END AS inhabitants
  FROM inhabitants
  WHERE month(date) = 1 AND day(date) = 1
  GROUP BY ALL
), told AS (
  SELECT *,
    bool_or(number IS NULL) OVER named
      AND min(known_by) OVER named <> max(known_by) OVER named AS is_unsure
  FROM born
  WINDOW named AS (PARTITION BY year, lower(name))
), together AS (
  SELECT
    year,
    currency,
    number,
    string_agg(DISTINCT name, ' / ' ORDER BY name) AS name,
    count(DISTINCT region) AS regions,
    sum(amount) AS amount,
    any_value(inhabitants) AS inhabitants,
    bool_or(is_unsure) AS is_unsure
  FROM told LEFT JOIN people USING (year, known_by)
  GROUP BY year, currency, number, known_by
), whole AS (
  SELECT *,
    CAST(abs(amount) * 100 AS HUGEINT) AS ore,
    CAST(inhabitants * 1000000 AS HUGEINT) AS millionths
  FROM together
), lacks AS (
  FROM lacking('allocations') UNION FROM lacking('inhabitants')
), years AS (
  SELECT year FROM whole
  UNION SELECT year FROM lacks WHERE year IS NOT NULL
), lacked AS (
  SELECT
    years.year,
    count(DISTINCT region) AS lacked,
    string_agg(DISTINCT region, ', ' ORDER BY region) AS who
  FROM years JOIN lacks ON coalesce(lacks.year = years.year, true)
  GROUP BY years.year
)
SELECT
  year AS "år",
  number AS kommunenummer,
  name AS kommune,
  regions AS regioner,
  amount AS kroner,
  currency AS valuta,
  inhabitants AS innbyggere,
  CASE WHEN NOT is_unsure THEN CAST(
    sign(amount) * CAST((2000000 * ore + millionths) // (2 * millionths) AS BIGINT)
    * 0.01
    AS DECIMAL(18,2)
  ) END AS "kroner per innbygger",
  coalesce(lacked, 0) AS "regioner som mangler",
  who AS "hvem mangler"
FROM whole FULL JOIN lacked USING (year)
ORDER BY year, number NULLS LAST, name, currency

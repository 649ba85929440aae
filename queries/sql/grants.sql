-- Tilskudd etter giver: budsjettert, og ført i regnskapet. Enheten sier om tallet er
-- kroner for året eller noe annet.
SELECT
  year AS "år",
  cooperation AS samarbeid,
  grantor AS giver,
  currency AS enhet,
  budget AS budsjett,
  accounts AS regnskap
FROM grants
ORDER BY year, cooperation, grantor NULLS FIRST, currency, row_number

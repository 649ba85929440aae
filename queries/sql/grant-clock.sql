-- Tilskuddenes klokke: opptjent, mottatt, tilskudd til gode og ubrukt, tak og neste
-- frist. Blank betyr at det ikke er oppgitt.
SELECT
  year AS "år",
  cooperation AS samarbeid,
  title AS tilskudd,
  grantor AS giver,
  committed AS "tilsagn hittil",
  earned_so_far AS "opptjent hittil",
  received_so_far AS "mottatt hittil",
  receivable AS "tilskudd til gode",
  unused AS ubrukt,
  remaining AS igjen,
  cap AS "tak før sluttrapport",
  above_cap AS "opptjent over taket",
  next_deadline AS "neste frist"
FROM grant_clock
ORDER BY year, cooperation, title, row_number

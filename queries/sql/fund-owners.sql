-- Fondene etter eier: det som er avsatt, brukt, overført og utbetalt, og det hver eier
-- ved årets slutt. Det som er tatt ut av fondet, er negativt.
SELECT
  year AS "år",
  cooperation AS samarbeid,
  municipality AS eier,
  opening AS "inngående",
  set_aside AS avsatt,
  paid_in AS innbetalt,
  -used AS brukt,
  transferred AS "overført",
  -paid_out AS utbetalt,
  booked AS "ført for hånd",
  closing AS "utgående"
FROM funds
ORDER BY year, cooperation, municipality, row_number

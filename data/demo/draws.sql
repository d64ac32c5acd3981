-- Draws that are the same on any machine: integer arithmetic only. Variables: seed, cases, epoch, data_date.
-- draw(i, salt, n): 0 to n - 1 for thing i; another salt for each thing that is decided.
create temporary macro mixed(i, salt) as
    (((cast(i as bigint) + 1) % 1000000007) * 1640531527 + cast(salt as bigint) * 97531331 + getvariable('seed') * 7654321) % 4294967296;

create temporary macro draw(i, salt, n) as
    cast(((xor(mixed(i, salt), mixed(i, salt) >> 15) * 73244475) % 4294967296 >> 8) % n as integer);

-- A pseudonym of eight letters and digits, one to one with i: odd factors and a shift permute the 40 bits.
create temporary macro letter(x, place) as
    substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', cast((x >> (5 * place)) & 31 as integer) + 1, 1);

create temporary macro spread(i) as
    xor((cast(i as bigint) * 6364136223) % 1099511627776, (getvariable('seed') * 829348951) % 1099511627776);

create temporary macro scattered(i) as (xor(spread(i), spread(i) >> 21) * 7664345) % 1099511627776;

create temporary macro letters(x) as
    letter(x, 7) || letter(x, 6) || letter(x, 5) || letter(x, 4) || letter(x, 3) || letter(x, 2) || letter(x, 1) || letter(x, 0);

create temporary macro key_of(i) as letters(scattered(i));

create temporary macro on_day(number) as cast(getvariable('epoch') + cast(number as integer) as date);

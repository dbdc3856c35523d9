using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;
using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Reading;

public class TimestampTests
{
    [Theory]
    [InlineData("2025-09-01T22:15:00", "2025-09-01T22:15:00.0000000Z")]
    [InlineData("2025-09-01 22:15:00", "2025-09-01T22:15:00.0000000Z")]
    [InlineData("2025-09-01T22:15:00Z", "2025-09-01T22:15:00.0000000Z")]
    [InlineData("2025-09-01T22:15:00.4", "2025-09-01T22:15:00.4000000Z")]
    [InlineData("2025-09-01T22:15:00.123456789Z", "2025-09-01T22:15:00.1234567Z")]
    [InlineData("2025-09-01T22:15:00.403457+02:00", "2025-09-01T20:15:00.4034570Z")]
    [InlineData("2025-09-01T22:15:00-05", "2025-09-02T03:15:00.0000000Z")]
    [InlineData("2025-09-01 22:15:00+0530", "2025-09-01T16:45:00.0000000Z")]
    [InlineData("2024-02-29T00:00:00", "2024-02-29T00:00:00.0000000Z")]
    [InlineData("9999-12-31T23:59:59.9999999", "9999-12-31T23:59:59.9999999Z")]
    [InlineData("0001-01-01T00:00:00", "0001-01-01T00:00:00.0000000Z")]
    [InlineData("0", "1970-01-01T00:00:00.0000000Z")]
    [InlineData("1756764900", "2025-09-01T22:15:00.0000000Z")]
    [InlineData("1756764900.403457", "2025-09-01T22:15:00.4034570Z")]
    [InlineData("1756764900.12345678901", "2025-09-01T22:15:00.1234567Z")]
    [InlineData("1756764900403", "2025-09-01T22:15:00.4030000Z")]
    [InlineData("1756764900403.0", "2025-09-01T22:15:00.4030000Z")]
    [InlineData("1756764900403.5", "2025-09-01T22:15:00.4035000Z")]
    [InlineData("1756764900403457.9", "2025-09-01T22:15:00.4034579Z")]
    [InlineData("1756764900403457199.9", "2025-09-01T22:15:00.4034571Z")]
    [InlineData("2025-09-01T22:15:00,403457Z", "2025-09-01T22:15:00.4034570Z")]
    [InlineData("2025-09-01 22:15:00.25 UTC", "2025-09-01T22:15:00.2500000Z")]
    [InlineData("2025-09-01 22:15:00 +0000 UTC", "2025-09-01T22:15:00.0000000Z")]
    [InlineData("20250901T221500Z", "2025-09-01T22:15:00.0000000Z")]
    [InlineData("20250901T221500", "2025-09-01T22:15:00.0000000Z")]
    [InlineData("20250901221500", "2025-09-01T22:15:00.0000000Z")]
    [InlineData("20250901", "2025-09-01T00:00:00.0000000Z")]
    [InlineData("20251301", "1970-08-23T09:21:41.0000000Z")]
    [InlineData("21.30114", "1970-01-01T00:00:21.3011400Z")]
    [InlineData("1756764900403457", "2025-09-01T22:15:00.4034570Z")]
    [InlineData("1756764900403457199", "2025-09-01T22:15:00.4034571Z")]
    [InlineData("253402300799999999999", "9999-12-31T23:59:59.9999999Z")]
    [InlineData("-1", "1969-12-31T23:59:59.0000000Z")]
    [InlineData("-0.5", "1969-12-31T23:59:59.5000000Z")]
    [InlineData("00001756764900", "2025-09-01T22:15:00.0000000Z")]
    public void Every_spelling_gives_its_instant(string text, string expected)
    {
        Assert.True(Parse(text, out var ticks));
        Assert.Equal(expected, new DateTime(ticks, DateTimeKind.Utc).ToString("o", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2025-09-01")]
    [InlineData("2025-09-01T22:15")]
    [InlineData("2025-09-01t22:15:00")]
    [InlineData("2025-09-01T22:15:00z")]
    [InlineData("2025-09-01T22:15:00 Z")]
    [InlineData("2025-09-01T22:15:00.")]
    [InlineData("2025-09-01T22:15:00.Z")]
    [InlineData("2025-09-01T22:15:00.1234567890")]
    [InlineData("2025-09-01T22:15:00+2")]
    [InlineData("2025-09-01T22:15:00+02:0")]
    [InlineData("2025-09-01T22:15:00+24:00")]
    [InlineData("2025-09-01T22:15:00+02:60")]
    [InlineData("2025-02-29T00:00:00")]
    [InlineData("2025-13-01T00:00:00")]
    [InlineData("2025-00-01T00:00:00")]
    [InlineData("2025-09-31T00:00:00")]
    [InlineData("0000-01-01T00:00:00")]
    [InlineData("2025-09-01T24:00:00")]
    [InlineData("2025-09-01T23:60:00")]
    [InlineData("2025-09-01T23:59:60")]
    [InlineData("2025/09/01T22:15:00")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("01.09.2025 22:15:00")]
    [InlineData(" 2025-09-01T22:15:00")]
    [InlineData("yesterday")]
    [InlineData("1.7e9")]
    [InlineData("+1756764900")]
    [InlineData("1756764900.")]
    [InlineData(".5")]
    [InlineData("-")]
    [InlineData("--1")]
    [InlineData("1756764900 ")]
    [InlineData("253402300800000000000")]
    [InlineData("9999999999999999999999")]
    [InlineData("-62135596801")]
    public void Everything_else_is_invalid(string text) => Assert.False(Parse(text, out _));

    [Theory]
    [InlineData("")]
    [InlineData("NULL")]
    [InlineData("null")]
    [InlineData("None")]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData("NA")]
    public void A_missing_marker_is_missing(string text)
    {
        Assert.True(Parse(text, out var ticks));
        Assert.Equal(Missing.Value, ticks);
    }

    [Fact]
    public void Calendar_spellings_agree_with_DateTimeOffset()
    {
        var gen = Gen.Select(
            Gen.Long[DateTime.MinValue.AddDays(2).Ticks, DateTime.MaxValue.AddDays(-2).Ticks],
            Gen.Int[-14 * 60, 14 * 60],
            Gen.Int[0, 9],
            Gen.Int[0, 4],
            Gen.Bool);
        gen.Sample((ticks, minutes, digits, zone, space) =>
        {
            // The local digits; the zone says what instant they mean.
            var local = new DateTime(ticks);
            var text = local.ToString(space ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
            var fraction = (local.ToString("fffffff", CultureInfo.InvariantCulture) + "99")[..digits];
            var hours = minutes / 60;
            var sign = minutes < 0 ? "-" : "+";
            var (suffix, offset) = zone switch
            {
                0 => ("", 0),
                1 => ("Z", 0),
                2 => ($"{sign}{Math.Abs(hours):00}:{Math.Abs(minutes % 60):00}", minutes),
                3 => ($"{sign}{Math.Abs(hours):00}{Math.Abs(minutes % 60):00}", minutes),
                _ => ($"{sign}{Math.Abs(hours):00}", hours * 60),
            };
            var kept = TimeSpan.TicksPerSecond / (long)Math.Pow(10, Math.Min(digits, 7));
            var expected = new DateTimeOffset(ticks - ticks % kept, TimeSpan.FromMinutes(offset)).UtcTicks;
            return Parse(text + (digits > 0 ? "." + fraction : "") + suffix, out var parsed) && parsed == expected;
        }, iter: 10_000);
    }

    [Fact]
    public void One_parser_for_many_rows_agrees_with_a_new_one_for_each()
    {
        var day = Gen.Select(Gen.Int[2024, 2025], Gen.Int[0, 13], Gen.Int[0, 32], Gen.Int[0, 25]);
        day.Array[1, 20].Sample(rows =>
        {
            var parser = default(TimestampParser);
            return rows.All(r =>
            {
                var text = Encoding.UTF8.GetBytes($"{r.Item1}-{r.Item2:00}-{r.Item3:00}T{r.Item4:00}:00:00");
                return parser.TryParse(text, out var kept) == default(TimestampParser).TryParse(text, out var fresh) && kept == fresh;
            });
        });
    }

    [Fact]
    public void One_changed_character_is_refused_or_read_as_DateTimeOffset_reads_it()
    {
        const string valid = "2025-09-01T22:15:00.403457+02:00";
        Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Char[' ', '~']).Sample((at, c) =>
        {
            var text = valid[..at] + c + valid[(at + 1)..];
            if (!Parse(text, out var ticks) || text.Contains("+22:", StringComparison.Ordinal))
                return true;
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expected)
                && expected.UtcTicks == ticks;
        }, iter: 10_000);
    }

    [Fact]
    public void Unix_numbers_agree_with_exact_arithmetic()
    {
        Gen.Select(Gen.ULong, Gen.Int[0, 19], Gen.Int[0, 12], Gen.Int[0, 999_999_999], Gen.Bool)
            .Sample((wide, shift, digits, fraction, negative) =>
        {
            var number = (BigInteger)wide / BigInteger.Pow(10, shift);
            var decimals = fraction.ToString("000000000", CultureInfo.InvariantCulture).PadRight(12, '7')[..digits];
            var text = (negative ? "-" : "") + number + (digits > 0 ? "." + decimals : "");
            if (!negative && digits == 0 && text.Length is 8 or 14) return true; // may be a date
            var expected = UnixTicks(number, decimals, negative);
            return Parse(text, out var ticks) ? expected == ticks : expected is null;
        }, iter: 10_000);
    }

    private static BigInteger? UnixTicks(BigInteger number, string decimals, bool negative)
    {
        var digits = number < BigInteger.Pow(10, 11) ? 7 : number < BigInteger.Pow(10, 14) ? 4 : number < BigInteger.Pow(10, 17) ? 1 : 0;
        var behind = BigInteger.Parse("0" + decimals.PadRight(7, '0')[..digits], CultureInfo.InvariantCulture);
        var since = number < BigInteger.Pow(10, 17) ? (number * BigInteger.Pow(10, digits)) + behind : number / 100;
        var ticks = DateTime.UnixEpoch.Ticks + (negative ? -since : since);
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? ticks : null;
    }

    private static bool Parse(string text, out long ticks) => default(TimestampParser).TryParse(Encoding.UTF8.GetBytes(text), out ticks);
}

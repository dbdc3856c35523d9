using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using LlmWorkload.Segments;

namespace LlmWorkload.Export;

/// <summary>What is changed in rows before they are written.</summary>
/// <param name="speedUp">How many times closer together requests come: 1 leaves them as they are.</param>
/// <param name="sampleUsers">The share of users that is kept, with all of their rows; null for all rows.</param>
/// <param name="key">Texts that tell of persons are replaced by their hash with this key; null leaves them.</param>
internal sealed class RowTransform(decimal speedUp, double? sampleUsers, byte[]? key)
{
    /// <summary>Why a row is left out where users are sampled.</summary>
    public const string NoUser = "no user";

    private const long SampleSeed = 2;
    private const int LongestPlain = 32;
    private const int HashBytes = 16;

    private static readonly ColumnId[] OfPersons = [ColumnId.User, ColumnId.Session, ColumnId.Label, ColumnId.Instance];

    private long? _first;

    /// <summary>Users that were not chosen: why their rows are left out.</summary>
    public const string NotSampled = "user not sampled";

    /// <summary>The start of the first row that was kept; null before there is one.</summary>
    public long? First => _first;

    /// <summary>Changes rows, and leaves some out. Blocks of rows come in their order.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="leftOut">Counts the rows that are left out by reason.</param>
    public void Apply(ExportedRows rows, LeftOutRows leftOut)
    {
        if (sampleUsers is { } share) Sample(rows, share, leftOut);
        if (rows.Kept.Length == 0) return;
        var started = rows.Numbers(ColumnId.Started);
        var first = _first ??= started[rows.Kept[0]];
        if (speedUp != 1)
        {
            rows.Kept = Array.FindAll(rows.Kept, row =>
            {
                var since = decimal.Floor((started[row] - first) / speedUp);
                if (since > DateTime.MaxValue.Ticks - first)
                {
                    leftOut.Add(LeftOutRows.StartsBehindTime);
                    return false;
                }

                started[row] = first + (long)since;
                return true;
            });
        }

        if (key is not null) Anonymise(rows, key);
    }

    private static void Sample(ExportedRows rows, double share, LeftOutRows leftOut)
    {
        var users = rows.Texts(ColumnId.User);
        var isChosen = Array.ConvertAll(users.Values, user => Fraction(user) < share);
        rows.Kept = Array.FindAll(rows.Kept, row =>
        {
            var user = users.Index[row];
            if (user >= 0 && isChosen[user]) return true;
            leftOut.Add(user < 0 ? NoUser : NotSampled);
            return false;
        });
    }

    // The hash as a fraction of all hashes: its upper 53 bits are a double exactly.
    private static double Fraction(string user) =>
        (XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(user), SampleSeed) >> 11) * Math.Pow(2, -53);

    // How a request ended is a code or a word in most logs. A longer text may quote the request.
    private static void Anonymise(ExportedRows rows, byte[] key)
    {
        foreach (var column in OfPersons)
        {
            var values = rows.Texts(column).Values;
            for (var i = 0; i < values.Length; i++) values[i] = Hash(column, values[i], key);
        }

        var statuses = rows.Texts(ColumnId.Status).Values;
        for (var i = 0; i < statuses.Length; i++)
        {
            if (!IsPlain(statuses[i])) statuses[i] = Hash(ColumnId.Status, statuses[i], key);
        }
    }

    private static bool IsPlain(string status) =>
        status.Length <= LongestPlain && status.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    /// <summary>
    /// What stands for a text that tells of persons. The column is hashed, too: equal texts of two columns do not show that they are equal.
    /// </summary>
    public static string Hash(ColumnId column, string text, byte[] key) => Convert.ToHexStringLower(
        HMACSHA256.HashData(key, (byte[])[(byte)column, .. Encoding.UTF8.GetBytes(text)]).AsSpan(0, HashBytes));
}

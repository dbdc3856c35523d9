using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Users;

/// <summary>
/// The instants at which members were active: the users of a model, or the models of a user. Members are ordered by their first request,
/// and their number is limited.
/// </summary>
/// <param name="Members">Distinct members of all rows.</param>
/// <param name="Hashes">The members kept, by their first request, ties in input order.</param>
/// <param name="Requests">Rows of each.</param>
/// <param name="Started">Their starts in ticks, member after member, each ascending; packed.</param>
[GenerateSerializer, Immutable, Alias("llmwl.timeline")]
internal sealed record AccessTimeline(
    [property: Id(0)] long Members,
    [property: Id(1)] ulong[] Hashes,
    [property: Id(2)] int[] Requests,
    [property: Id(3)] byte[] Started)
{
    /// <summary>The most members of one timeline.</summary>
    public const int MostMembers = 240;

    private const long SampleSeed = 1;

    /// <summary>
    /// The timeline of rows. Of more than <paramref name="most"/> members a sample is kept: the members whose hash, hashed again with a
    /// fixed seed, is least. So neither the order of rows nor the number of a member's rows has a say.
    /// </summary>
    /// <param name="started">Per row, in input order, its start in ticks.</param>
    /// <param name="hashes">The members' hashes.</param>
    /// <param name="memberOf">Per row, an index into <paramref name="hashes"/>; −1 for a row without a member.</param>
    /// <param name="most">The most members to keep.</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public static AccessTimeline Of(ReadOnlySpan<long> started, ulong[] hashes, ReadOnlySpan<int> memberOf, int most = MostMembers)
    {
        if (memberOf.Length != started.Length)
            throw new ArgumentException($"There are {memberOf.Length} members but {started.Length} starts.", nameof(memberOf));
        var (starts, rows) = FirstRequests(started, hashes.Length, memberOf);
        var members = Enumerable.Range(0, hashes.Length).Where(member => rows[member] >= 0).ToArray();
        var kept = members.Length <= most ? [.. members] : Sample(members, hashes, most);
        Array.Sort(Array.ConvertAll(kept, member => (starts[member], rows[member])), kept);

        var rankOf = new int[hashes.Length];
        Array.Fill(rankOf, -1);
        for (var rank = 0; rank < kept.Length; rank++) rankOf[kept[rank]] = rank;
        using var scratch = new Scratch();
        var ranks = scratch.Rent<int>(memberOf.Length);
        for (var row = 0; row < ranks.Length; row++) ranks[row] = memberOf[row] < 0 ? -1 : rankOf[memberOf[row]];
        return Pack(members.Length, UserOrder.Of(Array.ConvertAll(kept, member => hashes[member]), ranks, started, scratch));
    }

    // For each member its earliest start and, of the rows with that start, the first; row −1 for a hash without rows.
    private static (long[] Starts, int[] Rows) FirstRequests(ReadOnlySpan<long> started, int members, ReadOnlySpan<int> memberOf)
    {
        var starts = new long[members];
        var rows = new int[members];
        Array.Fill(rows, -1);
        for (var row = 0; row < memberOf.Length; row++)
        {
            var member = memberOf[row];
            if (member < 0 || (rows[member] >= 0 && starts[member] <= started[row])) continue;
            starts[member] = started[row];
            rows[member] = row;
        }

        return (starts, rows);
    }

    private static int[] Sample(int[] members, ulong[] hashes, int most)
    {
        var keys = Array.ConvertAll(members, member => (SampleKey(hashes[member]), hashes[member]));
        int[] sampled = [.. members];
        Array.Sort(keys, sampled);
        return sampled[..most];
    }

    private static ulong SampleKey(ulong hash)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, hash);
        return XxHash3.HashToUInt64(bytes, SampleSeed);
    }

    private static AccessTimeline Pack(int members, UserOrder order)
    {
        var requests = new int[order.Users.Length];
        var started = new List<long>();
        for (var rank = 0; rank < requests.Length; rank++)
        {
            requests[rank] = order.Requests(rank);
            started.AddRange(order.Started(rank));
        }

        return new AccessTimeline(members, order.Users, requests, PackedIntegers.Encode(CollectionsMarshal.AsSpan(started)));
    }
}

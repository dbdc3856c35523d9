using System.Globalization;
using CsvHelper;
using LlmWorkload.Pools;

namespace LlmWorkload.Generation;

/// <summary>Reads the file that says which user each client of a pool is; only pools that this system wrote have it.</summary>
internal static class ClientNames
{
    private const string Chunk = PoolFileNames.ChunkColumn;
    private const string User = PoolFileNames.UserColumn;

    /// <summary>The users by the numbers of the clients; without those that have none.</summary>
    /// <param name="path">The file; it need not be there.</param>
    /// <exception cref="WorkloadException">The file is none; the message has line, column and what was expected.</exception>
    public static Dictionary<int, string> Read(string path)
    {
        var names = new Dictionary<int, string>();
        if (!File.Exists(path)) return names;
        using var csv = CsvReader.Create(
            File.ReadAllBytes(path), CsvReaderOptions.Default with { TrackLineNumbers = true });
        csv.ReadHeader();
        var headers = csv.Headers.ToArray();
        if (!headers.Contains(Chunk) || !headers.Contains(User))
            throw PoolFault.Of($"{path}:1", string.Join(',', headers), $"the columns {Chunk} and {User}");
        while (csv.Read())
        {
            var chunk = csv.GetString(Chunk);
            if (!int.TryParse(chunk, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || names.ContainsKey(number))
            {
                var place = string.Create(CultureInfo.InvariantCulture, $"{path}:{csv.LineNumber}, {Chunk}");
                throw PoolFault.Of(place, chunk, "the number of another client");
            }

            if (csv.GetString(User) is { Length: > 0 } user) names.Add(number, user);
        }

        return names;
    }
}

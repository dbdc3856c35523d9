using System.Security.Cryptography;
using System.Text;

namespace LlmWorkload.Web;

/// <summary>The keys that open the API. They are compared in constant time, all of them whichever fits.</summary>
/// <param name="options">The keys' hashes and roles.</param>
internal sealed class ApiKeys(SecurityOptions options)
{
    private readonly (byte[] Hash, bool Writes, string Name)[] _keys =
        [.. options.Keys.Select((key, place) => (
            Convert.FromHexString(key.Hash), key.Role == "write", key.Name.Length > 0 ? key.Name : $"key {place}"))];

    /// <summary>Whether there are any.</summary>
    public bool Any => _keys.Length > 0;

    /// <summary>What a key opens; null where it is none.</summary>
    public (string Name, bool Writes)? Find(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        (string, bool)? found = null;
        foreach (var (known, writes, name) in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, known)) found ??= (name, writes);
        }

        return found;
    }
}

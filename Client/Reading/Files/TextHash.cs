using System.IO.Hashing;
using LlmWorkload.Datasets;

namespace LlmWorkload.Reading;

/// <summary>
/// The hash of a text as far as it was passed: XxHash128 of all its bytes, decompressed. It tells a file by what is in it.
/// </summary>
internal sealed class TextHash
{
    private readonly XxHash128 _hash;

    /// <summary>Starts at the start of a text.</summary>
    public TextHash() => _hash = new XxHash128();

    private TextHash(XxHash128 hash, long length) => (_hash, Length) = (hash, length);

    /// <summary>Bytes passed.</summary>
    public long Length { get; private set; }

    /// <summary>The text up to here.</summary>
    public TextMark Mark => new(Length, Hash128.Of(_hash));

    /// <summary>The mark of a text.</summary>
    public static TextMark Of(ReadOnlySpan<byte> text) => new(text.Length, Hash128.Of(text));

    /// <summary>Passes bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        _hash.Append(bytes);
        Length += bytes.Length;
    }

    /// <summary>The same place in the same text, to go on from apart.</summary>
    public TextHash Clone() => new(_hash.Clone(), Length);
}

namespace LlmWorkload.Web;

/// <summary>A key that opens the API.</summary>
internal sealed class KeyOptions
{
    /// <summary>What it is called; it is for the log alone.</summary>
    public string Name { get; set; } = "";

    /// <summary>
    /// The SHA-256 of the key, 64 hexadecimal digits. Keys are long and random, so that nobody can guess one from its hash.
    /// </summary>
    public string Hash { get; set; } = "";

    /// <summary><c>read</c>, or <c>write</c>, which may read too.</summary>
    public string Role { get; set; } = "read";
}

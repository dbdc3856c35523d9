namespace LlmWorkload.Certificates;

/// <summary>The files of mutual TLS.</summary>
/// <param name="Certificate">The own certificate.</param>
/// <param name="Key">Its key.</param>
/// <param name="Ca">The authorities that sign the certificates of the others.</param>
internal sealed record TlsFiles(NamedFile Certificate, NamedFile Key, NamedFile Ca)
{
    private IReadOnlyList<NamedFile> All => [Certificate, Key, Ca];

    /// <summary>Whether all files are given.</summary>
    public bool AreGiven => All.All(file => file.IsGiven);

    /// <summary>Says which files are missing beside others that are given; null where all are given or none is.</summary>
    public string? WhyNot()
    {
        var given = All.Where(file => file.IsGiven).Select(file => file.Name).ToList();
        var missing = All.Where(file => !file.IsGiven).Select(file => file.Name).ToList();
        return given.Count == 0 || missing.Count == 0
            ? null
            : $"{string.Join(" and ", given)} {(given.Count == 1 ? "is" : "are")} given without {string.Join(" and ", missing)}; expected "
                + "all three or none.";
    }
}

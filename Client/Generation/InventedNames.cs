using System.Globalization;

namespace LlmWorkload.Generation;

/// <summary>Names that read as those of models, vendor/model-size, of vendors and models that do not exist.</summary>
internal static class InventedNames
{
    private static readonly (string Vendor, string Model)[] Vendors =
    [
        ("aurelia", "Lumen"), ("boreal-ai", "Taiga"), ("cindra", "Ember"), ("deepfjord", "Skald"), ("estuary", "Heron"),
        ("fathom-labs", "Sonar"), ("glasswing", "Morpho"), ("halcyon", "Kestrel"), ("inkwell", "Quill"), ("juniper", "Cedar"),
        ("koru", "Fern"), ("lodestar", "Vega"),
    ];

    private static readonly string[] Sizes = ["70B", "8B", "235B-A22B", "32B", "14B", "405B", "3B", "120B-A12B", "1.5B"];

    private static readonly string[] Kinds = ["-Instruct", "-Chat", "", "-Coder", "-Reasoner", "-FP8"];

    /// <summary>The name of a model; no two ranks have the same.</summary>
    /// <param name="rank">Its place by popularity, from 0.</param>
    public static string Of(int rank)
    {
        var (round, vendor) = Math.DivRem(rank, Vendors.Length);
        var (series, kind) = Math.DivRem(round / Sizes.Length, Kinds.Length);
        var size = Sizes[(round + (5 * vendor)) % Sizes.Length];
        var version = (series + 1 + (vendor % 3)).ToString(CultureInfo.InvariantCulture);
        return $"{Vendors[vendor].Vendor}/{Vendors[vendor].Model}-{version}-{size}{Kinds[(kind + vendor) % Kinds.Length]}";
    }
}

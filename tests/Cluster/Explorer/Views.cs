using LlmWorkload.Tests.Web;

namespace LlmWorkload.Tests.Explorer;

/// <summary>The addresses of the views.</summary>
internal static class Views
{
    public const string Dataset = $"#/datasets/{WebSilo.Dataset}";

    private const string Middle = "2025-03-06T00%3A08%3A00Z";

    /// <summary>Every view, by its name.</summary>
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["datasets"] = "",
        ["dataset"] = $"{Dataset}?from=2025-03-06T00%3A02%3A00Z&function=call_1",
        ["models"] = $"{Dataset}/models",
        ["model"] = $"{Dataset}/models/model%2F0",
        ["two models"] = $"{Dataset}/models/model%2F0?with=model%2F1&fig=ttft.ttft_vs_input_tokens",
        ["users"] = $"{Dataset}/users",
        ["user"] = $"{Dataset}/users/user-003",
        ["compare"] = $"#/compare?a={WebSilo.Dataset}&b={WebSilo.Dataset}&a-range=..{Middle}&b-range={Middle}..",
        ["jobs"] = "#/jobs",
        ["hostile"] = $"#/datasets/{ExplorerSilo.Hostile}/models",
    };
}

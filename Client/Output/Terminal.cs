namespace LlmWorkload.Output;

/// <summary>The terminal that standard output may be.</summary>
internal static class Terminal
{
    /// <summary>Whether what is written here is shown on a terminal, and not kept in a file or read by a program.</summary>
    public static bool Is(TextWriter output) => ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;

    /// <summary>
    /// Writes a JSON document: to a terminal with the characters escaped that could do something to it, elsewhere as it is.
    /// </summary>
    public static void WriteJson(TextWriter output, string document) => output.WriteLine(Is(output) ? Printable.Json(document) : document);
}

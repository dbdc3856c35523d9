using System.Text;

namespace LlmWorkload.Web;

/// <summary>The explorer: the page that the build made of <c>Silo/Explorer</c>, or a sentence that says how to make it.</summary>
internal static class ExplorerPage
{
    private const string Home = "/";
    private const string HomeFile = "index.html";
    private const string Resource = "explorer/";
    private const string Html = "text/html; charset=utf-8";

    private static readonly Dictionary<string, (string Type, byte[] Bytes)> Files = Load();

    /// <summary>Whether a path is of the page.</summary>
    public static bool Serves(PathString path) => path == Home || Files.ContainsKey(path.Value ?? "");

    /// <summary>Maps its files.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (path, (type, bytes)) in Files)
            routes.MapRead(path, (HttpContext context) => Answer.SendAsync(context, type, bytes)).ExcludeFromDescription();
        if (!Files.ContainsKey(Home)) routes.MapRead(Home, SayHowAsync).ExcludeFromDescription();
    }

    private static Task SayHowAsync(HttpContext context) => Answer.SendAsync(context, Html, Encoding.UTF8.GetBytes(
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>LLM Workload Cluster</title></head><body>
        <p>This silo was built without its page.
        Where Node.js and npm are installed, <code>dotnet build -c Release</code> makes it, too.</p>
        <p>Without it, <a href="/api/docs">the API</a> answers below <code>/api/v1</code>.</p>
        </body></html>

        """));

    private static Dictionary<string, (string Type, byte[] Bytes)> Load()
    {
        var assembly = typeof(ExplorerPage).Assembly;
        var files = new Dictionary<string, (string, byte[])>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Resource, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var file = name[Resource.Length..];
            files[file == HomeFile ? Home : $"/{file}"] = (TypeOf(file), bytes);
        }

        return files;
    }

    private static string TypeOf(string file) => Path.GetExtension(file) switch
    {
        ".html" => Html,
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    };
}

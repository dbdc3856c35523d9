using Orleans.Dashboard;
using Orleans.Serialization;

namespace LlmWorkload.Web;

/// <summary>
/// The dashboard of Orleans: silos, grains by type, the calls of their methods, the state of a grain. Its log stream is off, for a log can
/// have anything. Calls are measured while somebody looks.
/// </summary>
internal static class DashboardPage
{
    private const string Path = "/dashboard";

    // Its script sets styles while it runs, and it has fonts and pictures in its style sheet.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Whether the program has it: the silo's own has, and <c>llmwl</c>, which would be a sixth larger, has not.</summary>
    public static bool IsThere { get; } = File.Exists(System.IO.Path.Combine(AppContext.BaseDirectory, "Orleans.Dashboard.dll"));

    /// <summary>Adds what each silo has to do with it.</summary>
    public static void AddTo(ISiloBuilder silo)
    {
        silo.AddDashboard(Configure);
        silo.Services.AddSerializer(serializer => serializer.AddAssembly(typeof(DashboardOptions).Assembly));
    }

    /// <summary>Adds what the server of its pages needs, which is a client of the silos.</summary>
    public static void AddTo(WebApplicationBuilder builder) =>
        new PageServices(builder.Services, builder.Configuration).AddDashboard(Configure);

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapOrleansDashboard(Path).ExcludeFromDescription()
        .AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.ContentSecurityPolicy = Policy;
            return next(context);
        });

    private static void Configure(DashboardOptions options) => options.HideTrace = true;

    private sealed record PageServices(IServiceCollection Services, IConfiguration Configuration) : IClientBuilder;
}

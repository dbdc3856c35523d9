using System.Security.Cryptography;
using Scalar.AspNetCore;

namespace LlmWorkload.Web;

/// <summary>
/// The API to be browsed: Scalar over the OpenAPI document. All of it is served by the silo; nothing is asked of elsewhere.
/// </summary>
internal static class ApiReference
{
    private const string Path = "/api/docs";
    private const int NonceBytes = 16;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapScalarApiReference(Path, Configure).ExcludeFromDescription();

    private static void Configure(ScalarOptions options, HttpContext context)
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NonceBytes));
        options.WithNonce(nonce).WithTitle("LLM Workload Cluster: API").WithOpenApiRoutePattern(ApiDocument.Path);
        options.DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp();
        options.HideClientButton = true;
        options.ShowDeveloperTools = DeveloperToolsVisibility.Never;

        // Scalar's script makes its styles while it runs, and its page has a script of its own, which the nonce lets through.
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }
}

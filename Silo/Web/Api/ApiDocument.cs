using Microsoft.OpenApi;

namespace LlmWorkload.Web;

/// <summary>The OpenAPI document.</summary>
internal static class ApiDocument
{
    /// <summary>Its path.</summary>
    public const string Path = "/api/v1/openapi.json";

    private const string Name = "v1";

    /// <summary>Adds what makes it.</summary>
    public static void Add(IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "LLM Workload Cluster",
                Version = Name,
                Description = "Answers questions about LLM serving logs. Every GET of a dataset has a strong ETag; "
                    + "failures are problems of RFC 9457.",
            };
            document.Servers = [];
            foreach (var path in document.Paths.Values) path.Operations?.Remove(HttpMethod.Head);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            Describe(operation, context.Description.HttpMethod ?? "", metadata.OfType<TakenParameters>().FirstOrDefault());
            return Task.CompletedTask;
        });
    });

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapOpenApi(Path);

    private static void Describe(OpenApiOperation operation, string method, TakenParameters? taken)
    {
        operation.Responses = new OpenApiResponses
        {
            ["2XX"] = new OpenApiResponse { Description = "The answer" },
            ["400"] = new OpenApiResponse { Description = "A parameter is not known or not what is expected" },
            ["404"] = new OpenApiResponse { Description = "A name is not known" },
            ["429"] = new OpenApiResponse { Description = "Too much is asked; Retry-After says when to ask again" },
        };
        if (HttpMethods.IsGet(method))
            operation.Responses["304"] = new OpenApiResponse { Description = "The asker has the answer" };
        else
            operation.Responses["403"] = new OpenApiResponse { Description = "The header X-Llmwl, or a key that writes, is missing" };
        foreach (var parameter in taken?.All ?? [])
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = parameter.Description,
                Schema = parameter.IsRepeated
                    ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } }
                    : new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }
    }
}

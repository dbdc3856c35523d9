using System.Text;
using LlmWorkload.Hosting;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Net.Http.Headers;

namespace LlmWorkload.Web;

/// <summary>
/// Strong entity tags, from what an answer is made of: equal tags stand for equal bytes. Another build of the program has other tags, and
/// so has another compression.
/// </summary>
internal static class EntityTags
{
    private static readonly string Build = string.Join(
        ' ', new[] { typeof(EntityTags), typeof(WorkloadSilo), typeof(JsonText) }.Select(type => type.Module.ModuleVersionId));

    /// <summary>The tag of an answer to this request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="parts">What the answer is made of, beside the path and the query.</param>
    public static EntityTagHeaderValue Of(HttpContext context, params ReadOnlySpan<object> parts)
    {
        var words = new StringBuilder(Build).Append('\n').Append(context.Request.Path).Append('\n');
        foreach (var (name, values) in context.Request.Query.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (var value in values) words.Append(name).Append('=').Append(value).Append('\n');
        }

        foreach (var part in parts) words.Append(part).Append('\n');
        return Tag(context, Encoding.UTF8.GetBytes(words.ToString()));
    }

    /// <summary>The tag of these bytes.</summary>
    public static EntityTagHeaderValue OfBytes(HttpContext context, byte[] bytes) => Tag(context, bytes);

    /// <summary>Whether the asker has the answer of this tag.</summary>
    public static bool IsKnown(HttpContext context, EntityTagHeaderValue tag) =>
        context.Request.GetTypedHeaders().IfNoneMatch.Any(
            known => !known.Equals(EntityTagHeaderValue.Any) && known.Compare(tag, useStrongComparison: false));

    /// <summary>Whether the asker has any answer (<c>If-None-Match: *</c>): that is so where there is one at all.</summary>
    public static bool HasAny(HttpContext context) =>
        context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any));

    private static EntityTagHeaderValue Tag(HttpContext context, byte[] bytes)
    {
        var compression = context.RequestServices.GetRequiredService<IResponseCompressionProvider>();
        var encoding = compression.CheckRequestAcceptsCompression(context)
            ? compression.GetCompressionProvider(context)?.EncodingName
            : null;
        return new EntityTagHeaderValue($"\"{Hash128.Of(bytes)}{(encoding is null ? "" : $"-{encoding}")}\"");
    }
}

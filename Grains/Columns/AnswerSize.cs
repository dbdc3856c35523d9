using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LlmWorkload.Columns;

/// <summary>
/// How much memory an answer takes, about: its records, arrays and texts, and those that they hold. Arrays of records count by a sample of
/// these. What several hold counts several times.
/// </summary>
internal static class AnswerSize
{
    // The head of an object, and a reference to it.
    private const int OfObject = 24;
    private const int Sampled = 64;

    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Fields = new();

    /// <summary>Bytes of an answer, at least those of an object.</summary>
    public static long Of(object? answer)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return answer switch
        {
            null => OfObject,
            string text => OfObject + (sizeof(char) * (long)text.Length),
            Array array => OfObject + OfElements(array),
            ICollection collection => OfObject + OfElements(collection.Cast<object?>().ToArray()),
            _ => OfObject + FieldsOf(answer.GetType()).Sum(field => OfField(field, answer)),
        };
    }

    private static long OfElements(Array array)
    {
        var element = array.GetType().GetElementType()!;
        if (element.IsPrimitive || element.IsEnum) return array.LongLength * SizeOf(element);
        if (array.Rank != 1) return array.LongLength * OfObject;

        var step = Math.Max(1, array.Length / Sampled);
        long bytes = 0, sampled = 0;
        for (var i = 0; i < array.Length; i += step, sampled++) bytes += Of(array.GetValue(i));
        return sampled == 0 ? 0 : bytes * array.Length / sampled;
    }

    private static long OfField(FieldInfo field, object owner) => field.FieldType switch
    {
        { IsPrimitive: true } type => SizeOf(type),
        { IsEnum: true } => sizeof(long),
        var type when IsOurs(type) => Of(field.GetValue(owner)),
        _ => OfObject,
    };

    private static bool IsOurs(Type type) =>
        typeof(IEnumerable).IsAssignableFrom(type) || type.Assembly.GetName().Name!.StartsWith("LlmWorkload", StringComparison.Ordinal);

    private static long SizeOf(Type primitive) => primitive == typeof(bool) ? sizeof(bool) : primitive == typeof(char) ? sizeof(char)
        : primitive.IsEnum ? sizeof(long) : Marshal.SizeOf(primitive);

    private static FieldInfo[] FieldsOf(Type type) => Fields.GetOrAdd(type, static type =>
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var fields = new List<FieldInfo>();
        for (var each = type; each is not null && each != typeof(object); each = each.BaseType) fields.AddRange(each.GetFields(Own));
        return [.. fields];
    });
}

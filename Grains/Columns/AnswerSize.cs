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

    private static readonly ConcurrentDictionary<Type, Shape> Shapes = new();

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
            _ => OfFields(Shapes.GetOrAdd(answer.GetType(), static type => Shape.Of(type)), answer),
        };
    }

    private static long OfFields(Shape shape, object owner)
    {
        var bytes = OfObject + shape.Fixed;
        foreach (var field in shape.Followed) bytes += Of(field.GetValue(owner));
        return bytes;
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

    private static long SizeOf(Type primitive) => primitive == typeof(bool) ? sizeof(bool) : primitive == typeof(char) ? sizeof(char)
        : primitive.IsEnum ? sizeof(long) : Marshal.SizeOf(primitive);

    // What the fields of a type take that are the same in all of its objects, and the fields of which that depends on the object.
    private sealed record Shape(long Fixed, FieldInfo[] Followed)
    {
        public static Shape Of(Type type)
        {
            const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            var (size, followed) = (0L, new List<FieldInfo>());
            for (var each = type; each is not null && each != typeof(object); each = each.BaseType)
            {
                foreach (var field in each.GetFields(Own))
                {
                    var of = field.FieldType;
                    if (of.IsPrimitive || of.IsEnum) size += SizeOf(of);
                    else if (IsOurs(of)) followed.Add(field);
                    else size += OfObject;
                }
            }

            return new Shape(size, [.. followed]);
        }

        private static bool IsOurs(Type type) =>
            type.IsAssignableTo(typeof(IEnumerable)) || type.Assembly.GetName().Name!.StartsWith("LlmWorkload", StringComparison.Ordinal);
    }
}

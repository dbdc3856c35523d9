using LlmWorkload.Columns;
using LlmWorkload.Models;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>What a column has, and how many requests have each of it: which groups there are, and how large they are.</summary>
internal static class GroupKeys
{
    /// <summary>Answers <see cref="Question"/>. The answers may have many users and are not kept.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<Question>(
        static (question, columns) => question.Column == ColumnId.User ? Users(columns) : Texts(columns, question.Column),
        static async (question, parts) =>
        {
            var answers = await parts.AskAsync<Answer>(question);
            return await parts.MergeAsync(() => Merge(answers));
        },
        isKept: false);

    /// <summary>The keys of several models or parts, ascending, texts by their code units.</summary>
    public static Answer Merge(IReadOnlyList<Answer> answers)
    {
        var texts = Sum(answers.Select(answer => (answer.Texts, answer.TextRows)), StringComparer.Ordinal);
        var users = Sum(answers.Select(answer => (answer.Users, answer.UserRows)), Comparer<ulong>.Default);
        return new Answer(texts.Keys, texts.Rows, users.Keys, users.Rows, answers.Sum(answer => answer.Missing));
    }

    private static Answer Users(SegmentColumns columns)
    {
        var (users, userOf) = columns.Hashes(ColumnId.User);
        var rows = Count(userOf, users.Length, out var missing);
        Array.Sort(users, rows);
        return new Answer([], [], users, rows, missing);
    }

    private static Answer Texts(SegmentColumns columns, ColumnId column)
    {
        var (texts, textOf) = columns.Texts(column);
        var rows = Count(textOf, texts.Length, out var missing);
        Array.Sort(texts, rows, StringComparer.Ordinal);
        return new Answer(texts, rows, [], [], missing);
    }

    private static long[] Count(ReadOnlySpan<int> index, int values, out long missing)
    {
        var rows = new long[values];
        missing = 0;
        foreach (var value in index)
        {
            if (value < 0) missing++;
            else rows[value]++;
        }

        return rows;
    }

    private static (T[] Keys, long[] Rows) Sum<T>(IEnumerable<(T[] Keys, long[] Rows)> answers, IComparer<T> order)
        where T : notnull
    {
        var sum = new Dictionary<T, long>();
        foreach (var (keys, rows) in answers)
        {
            for (var i = 0; i < keys.Length; i++) sum[keys[i]] = sum.GetValueOrDefault(keys[i]) + rows[i];
        }

        var all = sum.Keys.ToArray();
        Array.Sort(all, order);
        return (all, Array.ConvertAll(all, key => sum[key]));
    }

    /// <summary>Asks a model for the keys of a column: users, or texts.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.series.keys.question")]
    public sealed record Question([property: Id(0)] ColumnId Column) : ModelQuestion;

    /// <summary>The keys of a model, ascending.</summary>
    /// <param name="Texts">Texts.</param>
    /// <param name="TextRows">The requests of each.</param>
    /// <param name="Users">Hashes of users' ids.</param>
    /// <param name="UserRows">The requests of each.</param>
    /// <param name="Missing">Requests without a value.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.series.keys.answer")]
    public sealed record Answer(
        [property: Id(0)] string[] Texts,
        [property: Id(1)] long[] TextRows,
        [property: Id(2)] ulong[] Users,
        [property: Id(3)] long[] UserRows,
        [property: Id(4)] long Missing) : ModelAnswer;
}

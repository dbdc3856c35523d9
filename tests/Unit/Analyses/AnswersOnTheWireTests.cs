using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;
using LlmWorkload.Users;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace LlmWorkload.Tests.Users;

/// <summary>In one process messages are handed over as they are; between silos they are serialized.</summary>
public sealed class AnswersOnTheWireTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    [Fact]
    public void Equal_lists_of_users_are_equal_questions()
    {
        var question = new UserIds.Question([1, 2, 3]);

        var sent = Send(question);

        Assert.Equal(question, sent);
        Assert.Equal(question.GetHashCode(), sent.GetHashCode());
        Assert.NotEqual(question, new UserIds.Question([1, 3, 2]));
    }

    [Fact]
    public void Token_sums_beyond_64_bits_arrive()
    {
        var answer = new ModelStatistics.Answer(3, Int128.MaxValue, 5, 2, new OptionalSums(1, new CachedInput(2, 3), 1, long.MaxValue, 2));

        Assert.Equal(answer, Send(answer));
    }

    [Fact]
    public void User_ids_arrive() =>
        Assert.Equal("a", Send(new UserIds.Answer(new Dictionary<ulong, string> { [ulong.MaxValue] = "a" })).Ids[ulong.MaxValue]);

    [Fact]
    public void Arrival_numbers_arrive() => Assert.Equal([[1.5, 2.5], []], Send(new UserArrivals.Answer([[1.5, 2.5], []])).Sorted);

    [Fact]
    public void An_outline_of_a_column_arrives()
    {
        var outline = ColumnOutline.Of([long.MaxValue, long.MaxValue, 1]);

        var sent = Send(outline);

        Assert.Equal(outline.Sums, sent.Sums);
        Assert.Equal(3, FrequencyMap.Decode(sent.Buckets).N);
    }

    [Fact]
    public void A_question_for_values_arrives()
    {
        var sent = Send(new ColumnValues.SomeQuestion([ColumnId.Ttft, ColumnId.Cost], [[1, 2], [3]]));

        Assert.Equal([ColumnId.Ttft, ColumnId.Cost], sent.Columns);
        Assert.Equal([[1, 2], [3]], sent.Buckets);
        Assert.Equal(ColumnId.Ttft, Send(new ColumnValues.AllQuestion(ColumnId.Ttft)).Column);
    }

    [Fact]
    public void Diversity_arrives()
    {
        var user = new ModelDiversity.UserWindows("a", 5, Summaries.Of(FrequencyMap.Of([1, 2])));

        var sent = Send(new ModelDiversity.Answer(1, FrequencyMap.Of([1, 2]).Encode(), [user]));

        Assert.Equal(user, sent.Top.Single());
        Assert.Equal(2, FrequencyMap.Decode(sent.Windows).N);
    }

    [Fact]
    public void Timelines_arrive()
    {
        var timeline = AccessTimeline.Of([1, 2], [10, 20], [1, 0]);

        var sent = Send(new UserTimelines.TimelineAnswer(timeline)).Timeline!;

        Assert.Equal((timeline.Members, 2), (sent.Members, sent.Hashes.Length));
        Assert.Equal(timeline.Started, sent.Started);
        Assert.Null(Send(new UserTimelines.TimelineAnswer(null)).Timeline);
    }

    public void Dispose() => _services.Dispose();

    private T Send<T>(T message)
    {
        var serializer = _services.GetRequiredService<Serializer>();
        return serializer.Deserialize<T>(serializer.SerializeToArray(message))!;
    }
}

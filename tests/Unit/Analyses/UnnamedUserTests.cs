using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Users;

namespace LlmWorkload.Tests.Users;

/// <summary>Of chunks on their way the later can be stored before the earlier, which brings the ids of users that both have.</summary>
public sealed class UnnamedUserTests
{
    private static readonly PartitionColumns Columns =
        PartitionRows.Columns([.. Enumerable.Range(0, 9).Select(at => new PartitionRows.Row(0, at, at))]) with
        {
            IdByHash = new Dictionary<ulong, string>(),
        };

    private static string Shown => $"{Columns.Rows.Hashes(LlmWorkload.Segments.ColumnId.User).Values[0]:x16}";

    [Fact]
    public void A_user_whose_id_has_not_come_is_listed_by_hash() =>
        Assert.Equal(Shown, ((UserCounts.TopAnswer)UserCounts.TopKernel.Answer(new UserCounts.TopQuestion(1), Columns)).Top.Single().User);

    [Fact]
    public void Its_diversity_is_shown_under_its_hash()
    {
        var kernel = new ModelDiversity().PartitionKernels.Single();

        Assert.Equal(Shown, ((ModelDiversity.Answer)kernel.Answer(new ModelDiversity.Question(2, 1, null, 5), Columns)).Top.Single().User);
    }

    [Fact]
    public void Its_timeline_is_offered_under_its_hash()
    {
        var kernel = new UserTimelines().PartitionKernels.Single(each => each.QuestionType == typeof(UserTimelines.UsersQuestion));

        Assert.Equal(
            Shown, ((UserTimelines.UsersAnswer)kernel.Answer(new UserTimelines.UsersQuestion(5, ""), Columns)).Users.Single().Count.User);
    }

    [Fact]
    public void Its_timeline_is_found_by_its_hash()
    {
        var kernel = new UserTimelines().PartitionKernels.Single(each => each.QuestionType == typeof(UserTimelines.TimelineQuestion));
        var user = Columns.Rows.Hashes(LlmWorkload.Segments.ColumnId.User).Values[0];

        Assert.Equal(
            9, ((UserTimelines.TimelineAnswer)kernel.Answer(new UserTimelines.TimelineQuestion(user, 20), Columns)).Timeline!.Members);
        Assert.Null(((UserTimelines.TimelineAnswer)kernel.Answer(new UserTimelines.TimelineQuestion(user + 1, 20), Columns)).Timeline);
    }
}

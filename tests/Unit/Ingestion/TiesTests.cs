using CsCheck;
using LlmWorkload.Ingestion;

namespace LlmWorkload.Tests.Ingestion;

public sealed class TiesTests
{
    [Fact]
    public void Rows_of_one_start_and_several_models_are_numbered_in_input_order_whatever_their_order() =>
        Gen.Select(Gen.Long[0, 6], Gen.Int[0, 2]).Array[0, 40].Select(Gen.Bool).Sample((rows, isSorted) =>
        {
            if (isSorted) rows = [.. rows.OrderBy(row => row.Item1)];
            var (started, models) = (Array.ConvertAll(rows, row => row.Item1), Array.ConvertAll(rows, row => row.Item2));
            var ties = new Ties();
            _ = ties.Find([5, 5, 5], [1, 2, 1]);

            var found = ties.Find(started, models);

            var expected = Enumerable.Range(0, rows.Length).Select(row =>
            {
                var group = Enumerable.Range(0, rows.Length).Where(other => started[other] == started[row]).ToList();
                return group.Select(other => models[other]).Distinct().Count() > 1 ? group.IndexOf(row) : Missing.Value;
            }).ToList();
            Assert.Equal(expected.Exists(place => place != Missing.Value), found);
            if (found) Assert.Equal(expected, ties.Places.Take(rows.Length));
        });
}

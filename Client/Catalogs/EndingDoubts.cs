using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Output;

/// <summary>What looks as if it were not meant of how the requests of files ended, by what was counted (<see cref="RowSigns"/>).</summary>
internal static class EndingDoubts
{
    // Fewer requests may all have failed.
    private const int FewRows = 20;
    private const int MostTexts = 3;

    /// <summary>The doubts of files, a sentence each; what several files have is one sentence.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<CatalogFile> files)
    {
        var signed = files.Where(file => file.Signs is not null).ToList();
        var failed = signed.Where(file => Count(file, RowSigns.Rows) >= FewRows
            && Count(file, RowSigns.FailedRows) == Count(file, RowSigns.Rows)).ToList();
        if (failed.Count > 0)
        {
            yield return $"{Names(failed)}: each of the {failed.Sum(file => Count(file, RowSigns.Rows)):N0} requests failed, by what the "
                + "log says of them: does it say something else there? --map status=COLUMN says where it tells failures";
        }

        var like = signed.Where(file => Count(file, RowSigns.StatusLikeFailure) > 0).ToList();
        if (like.Count > 0)
        {
            yield return $"{Share(like, RowSigns.StatusLikeFailure)} did not fail, with a status that looks like a failure: "
                + $"{Texts(like)}; a failure is a number from 400 on or a word such as error or timeout alone";
        }

        var contrary = signed.Where(file => Count(file, RowSigns.SuccessWithError) > 0).ToList();
        if (contrary.Count > 0)
        {
            var error = RowSigns.TextsOf(contrary.SelectMany(file => file.Signs!), RowSigns.SuccessWithError)[0].Text;
            yield return $"{Share(contrary, RowSigns.SuccessWithError)} did not fail by their status, and have an error beside it, such as "
                + $"'{error}': --map status=COLUMN says which of both counts";
        }
    }

    private static string Share(List<CatalogFile> files, string name) =>
        $"{Names(files)}: {files.Sum(file => Count(file, name)):N0} of {files.Sum(file => Count(file, RowSigns.Rows)):N0} rows";

    // Of each chunk a few texts are counted: of the rows with others it is known how many they are.
    private static string Texts(List<CatalogFile> files)
    {
        var texts = RowSigns.TextsOf(files.SelectMany(file => file.Signs!), RowSigns.StatusLikeFailure).Take(MostTexts).ToList();
        var others = files.Sum(file => Count(file, RowSigns.StatusLikeFailure)) - texts.Sum(each => each.Count);
        return string.Join(", ", texts.Select(each => $"'{each.Text}' {each.Count:N0}"))
            + (others > 0 ? $", and others {others:N0}" : "");
    }

    private static long Count(CatalogFile file, string name) => file.Signs!.GetValueOrDefault(name);

    private static string Names(List<CatalogFile> files) => FileWords.Names([.. files.Select(file => file.Name)]);
}

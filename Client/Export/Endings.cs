using System.Text;
using LlmWorkload.Reading;
using LlmWorkload.Segments;

namespace LlmWorkload.Export;

/// <summary>
/// How requests ended, in two columns that are read back as they were: a text that says by itself whether the request failed, and a text
/// that is there because it failed.
/// </summary>
internal sealed class Endings
{
    private const string Failed = "error";

    private readonly long[] _failed;
    private readonly ExportedTexts _texts;
    private readonly bool[] _saysItself;
    private readonly bool[] _saysNothing;

    public Endings(ExportedRows rows)
    {
        (_failed, _texts) = (rows.Numbers(ColumnId.Failed), rows.Texts(ColumnId.Status));
        _saysItself = Array.ConvertAll(_texts.Values, text => FailureRule.IsFailure(Encoding.UTF8.GetBytes(text)));
        _saysNothing = Array.ConvertAll(_texts.Values, text => FailureRule.IsNoError(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The status of a row; null for none.</summary>
    public string? Status(int row) => (_failed[row] != Missing.Value, _texts.Index[row]) switch
    {
        (true, < 0) => Failed,
        (true, var at) when !_saysItself[at] => null,
        _ => _texts[row],
    };

    /// <summary>The error of a row; null for none.</summary>
    public string? Error(int row) => (_failed[row] != Missing.Value, _texts.Index[row]) switch
    {
        (false, _) or (_, < 0) => null,
        (_, var at) when _saysItself[at] => null,
        (_, var at) => _saysNothing[at] ? Failed : _texts[row],
    };
}

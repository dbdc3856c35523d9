namespace LlmWorkload.Output;

/// <summary>What is noted of the records of a file, in words.</summary>
internal static class NotedWords
{
    /// <summary>Whether what is noted is a doubt, and no more than that.</summary>
    /// <param name="name">The name under which it is counted.</param>
    public static bool IsDoubt(string name) => name is "started_date_of_digits" or "started_in_repeated_hour"
        or "started_in_skipped_hour" or "lines_like_rows" or "behind_short_list";

    /// <summary>A sentence without its end.</summary>
    /// <param name="name">The name under which it is counted.</param>
    /// <param name="count">How often it is so.</param>
    public static string Describe(string name, long count) => name switch
    {
        "failed_dropped" => $"{Rows(count)} left out: the requests failed (--drop-failed)",
        "length_mismatch" => $"{Rows(count)} kept whose hash_ids do not fit their input tokens and the size of a block",
        "started_date_of_digits" => $"{Rows(count)} of which the start is a number of 8 or 14 digits, read as a date "
            + "(--time-unit reads it as a time)",
        "started_in_repeated_hour" => $"{Rows(count)} of which the start lies in the hour that the time zone repeats; the earlier "
            + "one is taken",
        "started_in_skipped_hour" => $"{Rows(count)} of which the start lies in the hour that the time zone leaves out; it is read as if "
            + "the clock had not been put forward yet",
        "lines_like_rows" => $"{Rows(count)} with a quoted field of lines that look like rows of their own: is there a stray quote?",
        "behind_short_list" => $"{Rows(count)} for which a list has no value, since it is shorter than the others: is a value missing "
            + "before?",
        "images" => InvariantText.Count(count, "image"),
        _ => $"{InvariantText.Count(count, "record is", "records are")} no request: {name}",
    };

    private static string Rows(long count) => InvariantText.Count(count, "row");
}

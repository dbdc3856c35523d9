namespace LlmWorkload.Datasets;

/// <summary>
/// What is stored of one file. A file is read in attempts. Each attempt gives its chunks numbers that no earlier attempt can have used. A
/// chunk counts once all chunks before it count.
/// </summary>
[GenerateSerializer, Alias("llmwl.dataset.ledger")]
internal sealed class FileLedger
{
    /// <summary>How far a client's numbers can be ahead of the highest recorded number. A client has far fewer chunks under way.</summary>
    public const int Stride = 4_096;

    // Attempts start below this number. The numbers above it are for the chunks of the last attempt.
    private const int MostNumbers = int.MaxValue - (1 << 24);

    /// <summary>File name without folders.</summary>
    [Id(0)] public string Name { get; set; } = "";

    /// <summary>What identifies the file's content in states of an earlier release; empty in newer states.</summary>
    [Id(1)] public string Fingerprint { get; set; } = "";

    /// <summary>Rows accepted.</summary>
    [Id(2)] public long Rows { get; set; }

    /// <summary>Rows rejected, by reason.</summary>
    [Id(3)] public SortedDictionary<string, long> Rejected { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The number that the next chunk gets. Every chunk of the attempt below it counts.</summary>
    [Id(4)] public int NextChunk { get; set; }

    /// <summary>Where that chunk starts; null for the start of the file.</summary>
    [Id(5)] public FilePosition? NextPosition { get; set; }

    /// <summary>
    /// Chunks that an earlier release counted ahead of <see cref="NextChunk"/>: number → where the chunk after it starts. Newer releases
    /// count in order.
    /// </summary>
    [Id(6)] public SortedDictionary<int, FilePosition> Ahead { get; set; } = [];

    /// <summary>The number after the last chunk's, once the last chunk is known; −1 before.</summary>
    [Id(7)] public int Chunks { get; set; } = -1;

    /// <summary>The options that change what is read from the file.</summary>
    [Id(8)] public string Reading { get; set; } = "";

    /// <summary>Path, length and time of the file; while they are the same, it has not changed.</summary>
    [Id(9)] public FileStamp? Stamp { get; set; }

    /// <summary>The first bytes of the file's text.</summary>
    [Id(10)] public TextMark Head { get; set; }

    /// <summary>The <see cref="Marks"/>, packed. The array is replaced and never changed.</summary>
    [Id(11)] public byte[] Marked { get; set; } = [];

    /// <summary>How the columns differ from the fields of a request.</summary>
    [Id(12)] public FileColumns Columns { get; set; } = FileColumns.None;

    /// <summary>Values that turned missing, by reason.</summary>
    [Id(13)] public SortedDictionary<string, long> TurnedMissing { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Rows by day, in order of days. The list is replaced and never changed.</summary>
    [Id(14)] public List<DayCount> Days { get; set; } = [];

    /// <summary>First instant in ticks.</summary>
    [Id(15)] public long First { get; set; } = Missing.Value;

    /// <summary>Last instant in ticks.</summary>
    [Id(16)] public long Last { get; set; } = Missing.Value;

    /// <summary>The numbers of chunks of earlier attempts that count: the first of a range → the number after its last.</summary>
    [Id(17)] public SortedDictionary<int, int> Earlier { get; set; } = [];

    /// <summary>The number of the attempt's first chunk.</summary>
    [Id(18)] public int From { get; set; }

    /// <summary>No attempt has used this number or one above it; 0 in states of an earlier release.</summary>
    [Id(19)] public int Unused { get; set; }

    /// <summary>Chunks of the attempt that are recorded and do not count yet, by number, without their rejected rows.</summary>
    [Id(20)] public SortedDictionary<int, ChunkRecord> Pending { get; set; } = [];

    /// <summary>The last chunk, where the file ended inside a line; otherwise null.</summary>
    [Id(21)] public LastChunk? Tail { get; set; }

    /// <summary>Whether the last chunk ended without a line break.</summary>
    [Id(22)] public bool EndsInLine { get; set; }

    /// <summary>What is to be said of its records beside, counted by name; empty for nothing.</summary>
    [Id(23)] public SortedDictionary<string, long> Noted { get; set; } = new(StringComparer.Ordinal);

    /// <summary>
    /// What tells whether its rows look as they are meant, counted by name; empty where an earlier release recorded them.
    /// </summary>
    [Id(24)] public SortedDictionary<string, long> Signs { get; set; } = new(StringComparer.Ordinal);

    /// <summary>When its text was written at the latest, in ticks; missing in states of an earlier release.</summary>
    [Id(25)] public long Written { get; set; } = Missing.Value;

    /// <summary>The text up to the end of each chunk that counts, in order.</summary>
    public IReadOnlyList<TextMark> Marks => PackedMarks.Read(Marked);

    /// <summary>Whether the end of a chunk that counts is marked. Chunks that an earlier release recorded have no marks.</summary>
    public bool HasMarks => Marked.Length > 0;

    /// <summary>Whether every chunk of the file counts.</summary>
    public bool Complete => Chunks >= 0 && NextChunk == Chunks;

    /// <summary>Rows that are recorded, whether they count yet or not.</summary>
    public long RecordedRows => Rows + Pending.Values.Where(chunk => !Ahead.ContainsKey(chunk.Number)).Sum(chunk => chunk.Rows);

    /// <summary>A copy to change.</summary>
    public FileLedger Copy()
    {
        var copy = (FileLedger)MemberwiseClone();
        (copy.Rejected, copy.TurnedMissing) = (new(Rejected, StringComparer.Ordinal), new(TurnedMissing, StringComparer.Ordinal));
        (copy.Noted, copy.Signs) = (new(Noted, StringComparer.Ordinal), new(Signs, StringComparer.Ordinal));
        (copy.Ahead, copy.Earlier, copy.Pending) = (new(Ahead), new(Earlier), new(Pending));
        return copy;
    }

    /// <summary>Whether the chunk is recorded. A chunk that an earlier release counted ahead is recorded once more, in its turn.</summary>
    public bool Has(int chunk) =>
        (chunk >= From && chunk < NextChunk) || Pending.ContainsKey(chunk)
            || Earlier.Any(range => chunk >= range.Key && chunk < range.Value);

    /// <summary>Whether the attempt has yet to record the chunk.</summary>
    public bool Expects(int chunk) => !Complete && chunk >= NextChunk && chunk < FirstUnused && !Pending.ContainsKey(chunk);

    /// <summary>The numbers of the chunks that count, as ranges in order.</summary>
    public IEnumerable<(int From, int End)> Ranges()
    {
        foreach (var (from, end) in Earlier)
        {
            if (end != From) yield return (from, end);
        }

        if (NextChunk > Joined) yield return (Joined, NextChunk);
        foreach (var number in Ahead.Keys) yield return (number, number + 1);
    }

    /// <summary>Records a chunk of the attempt. It then waits for its turn.</summary>
    public void Add(ChunkRecord chunk)
    {
        if (chunk.Number > int.MaxValue - 2 * Stride) throw NoNumbersLeft();
        Pending.Add(chunk.Number, chunk with { RejectedRows = [] });
        Unused = Math.Max(FirstUnused, chunk.Number + 1 + Stride);
    }

    /// <summary>Counts the next chunk, if it is recorded.</summary>
    /// <returns>The chunk; null where it is not recorded yet.</returns>
    /// <param name="isNew">Whether its rows count from now on; false where an earlier release counted them ahead.</param>
    public ChunkRecord? CountNext(out bool isNew)
    {
        isNew = !Ahead.ContainsKey(NextChunk);
        if (!Pending.Remove(NextChunk, out var chunk)) return null;
        Ahead.Remove(NextChunk);
        Tail = chunk.EndsInLine && isNew ? new LastChunk(chunk, BeforeTail()) : null;
        EndsInLine = chunk.EndsInLine;
        if (isNew)
        {
            Rows += chunk.Rows;
            Add(Rejected, chunk.Rejected);
        }

        Add(TurnedMissing, chunk.TurnedMissing);
        if (chunk.Noted is { } noted) Add(Noted, noted);
        if (chunk.Signs is { } signs) Add(Signs, signs);
        Days = DayCounts.Add(Days, chunk.Days);
        (First, Last) = Instants.Join((First, Last), (chunk.First, chunk.Last));
        Marked = PackedMarks.Add(Marked, new TextMark(chunk.Next.Offset, chunk.TextHash));
        (NextChunk, NextPosition) = (chunk.Number + 1, chunk.Next);
        if (chunk.IsLast) Chunks = NextChunk;
        return chunk;
    }

    /// <summary>Begins another attempt behind the chunks that count. Other chunks of the attempt before are forgotten.</summary>
    /// <exception cref="WorkloadException">There are no numbers left.</exception>
    public void Begin()
    {
        Pending.Clear();
        if (Ahead.Count == 0) NumberFrom(FirstUnused); // else an earlier release counted chunks ahead, and its numbers go on
    }

    /// <summary>Opens a complete file again. It is read on behind its end.</summary>
    public void Reopen()
    {
        (Chunks, Tail, EndsInLine) = (-1, null, false);
        NumberFrom(FirstBehindEnd);
    }

    /// <summary>
    /// Opens a file again that ended inside a line. The file is as it was before its last chunk, and the number of that chunk is not used
    /// again.
    /// </summary>
    /// <returns>The file's entry.</returns>
    /// <exception cref="WorkloadException">It is not known how the file was before.</exception>
    public FileLedger TakeBack()
    {
        if (Tail is null)
            throw new WorkloadException($"The last line of '{Name}' was read by an earlier version, and cannot be read again.")
            {
                Remedy = Remedy.Reload
            };
        var before = Tail.Before.Copy();
        (before.Name, before.Stamp, before.Columns, before.Marked) = (Name, Stamp, Columns, Marked[..^PackedMarks.Bytes]);
        before.Written = Written;
        before.NumberFrom(FirstBehindEnd);
        return before;
    }

    /// <summary>The entry as clients see it.</summary>
    public CatalogFile Describe(int index) => new(
        index,
        Name,
        Identity,
        Rows,
        new Dictionary<string, long>(Rejected),
        NextChunk,
        NextPosition,
        Complete,
        Reading,
        Stamp,
        Head,
        Marks,
        EndsInLine,
        Columns,
        new Dictionary<string, long>(TurnedMissing),
        Days,
        First,
        Last,
        Noted.Count == 0 ? null : new Dictionary<string, long>(Noted),
        Signs.Count == 0 ? null : new Dictionary<string, long>(Signs),
        Written);

    private string Identity => PackedMarks.Read(Marked.AsSpan(Math.Max(0, Marked.Length - PackedMarks.Bytes))) is [var last]
        ? $"{last.Length}-{last.Hash}{(Reading.Length == 0 ? "" : $"-{Reading}")}"
        : Fingerprint;

    // A client of an earlier release had at most a window of chunks under way.
    private int FirstUnused => Unused > 0 ? Unused : Math.Max(NextChunk, Ahead.Count == 0 ? 0 : Ahead.Keys.Last() + 1) + Stride;

    // An attempt that reads a file to its end uses no number behind the last chunk's, as far as the recorded numbers tell.
    private int FirstBehindEnd => FirstUnused == NextChunk + Stride ? NextChunk : FirstUnused;

    // The first number of the range that the attempt's chunks continue.
    private int Joined => Earlier.FirstOrDefault(range => range.Value == From, KeyValuePair.Create(From, 0)).Key;

    private void NumberFrom(int number)
    {
        if (number > MostNumbers) throw NoNumbersLeft();
        if (NextChunk > From) Earlier[Joined] = NextChunk;

        (From, NextChunk, Unused) = (number, number, number + Stride);
    }

    private WorkloadException NoNumbersLeft() =>
        new($"The file '{Name}' was read on so often that there are no numbers left for its chunks.") { Remedy = Remedy.Reload };

    private FileLedger BeforeTail()
    {
        var before = Copy();
        (before.Marked, before.Tail) = ([], null);
        before.Pending.Clear();
        return before;
    }

    private static void Add(SortedDictionary<string, long> counts, IReadOnlyDictionary<string, long> more)
    {
        foreach (var (reason, count) in more) counts[reason] = counts.GetValueOrDefault(reason) + count;
    }
}

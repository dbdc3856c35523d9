using System.Text;
using System.Text.Json;
using LlmWorkload.Datasets;
using LlmWorkload.Reading.JsonValues;

namespace LlmWorkload.Reading.Json;

/// <content>The members that a log has, the place reading starts at, and what must be known before it.</content>
internal sealed partial class JsonRequestReader
{
    private FilePosition _before;
    private TextHash? _hashBefore;
    private bool _mustRecall;
    private FilePosition _recalled;

    private IReadOnlyList<string> FirstNames()
    {
        var first = JsonHead.Names(Stream.FirstBlock, 1);
        return first.Count > 0 ? first : JsonHead.Names(Stream.FirstBlock, LooksAtRecords);
    }

    /// <summary>
    /// The list that has the records, where the first object is none and the log is of no format that says where they are.
    /// </summary>
    private JsonEnvelope? EnvelopeOf(LogMappings mappings, IReadOnlyList<string> names)
    {
        if (mappings.HasOwn(LogContainers.Json, names)) return null;
        var hasStart = Has(RequestFields.Started, names);
        if (hasStart && (Has(RequestFields.Model, names) || Options.Model is not null || Options.ModelFromFilename)) return null;

        // A request may have a list of things with instants, too.
        return JsonEnvelope.In(Stream.FirstBlock).FirstOrDefault(each => mappings.HasOwn(LogContainers.Json, each.Names)
            || (Has(RequestFields.Started, each.Names) && (!hasStart || Has(RequestFields.Model, each.Names))));
    }

    // Pages have lists of other names, too: of requests that failed, of the same in another release, of anything else.
    private bool IsLikeThoseOf(JsonEnvelope envelope, LogMappings mappings, IReadOnlyList<string> names)
    {
        if (mappings.HasOwn(LogContainers.Json, envelope.Names)) return mappings.HasOwn(LogContainers.Json, names);
        var hasModel = Has(RequestFields.Model, names);
        return Has(RequestFields.Started, names) && (hasModel || !Has(RequestFields.Model, envelope.Names))
            && (hasModel || Has(RequestFields.InputTokens, names) || Has(RequestFields.OutputTokens, names));
    }

    private bool Has(RequestField field, IReadOnlyList<string> names) => names.Any(name => RecordPlan.IsNameOf(field, name))
        || (Options.Mapping.Columns.TryGetValue(field.Name, out var path) && names.Contains(JsonPaths.FirstOf(path)));

    private int SlotOf(string name, bool isNumber)
    {
        var slot = _paths.New();
        if (!_plan.AddName(name, slot, () => isNumber)) return -1;
        _names[slot] = name;
        return slot;
    }

    private string NameOf(int slot) => _names.TryGetValue(slot, out var name) ? name : _paths.NameOf(slot);

    /// <summary>Looks at the members of the first records.</summary>
    private FileColumns Look(LogMapping mapping)
    {
        var names = _envelope?.Names ?? JsonHead.Names(Stream.FirstBlock, LooksAtRecords);
        if (names.Count == 0)
        {
            throw Fault($"{Path}: no JSON object with members is whole in its first {Stream.FirstBlock.Length:N0} bytes; expected one a "
                + "line, a list of them, or documents.");
        }

        var isNested = (mapping.Requests is not null && _envelope is null) || mapping.IsOfLists;
        if (!isNested) CheckMapped(names);
        if (mapping.HasRequestNames) FindNames();
        try
        {
            _plan.Check(Path, "the first record", () => LogText.Names(names));
        }
        catch (WorkloadException) when (WhyCut() is { } why)
        {
            throw Fault($"{Path}: {why.TrimEnd('.')}.");
        }

        return _plan.Columns(isNested ? [] : [.. names.Where(name => !_paths.IsRead(name))]);
    }

    // Where the first records lack a member that --map names, the log has it nowhere, or it is not what the user thinks.
    private void CheckMapped(IReadOnlyList<string> names)
    {
        foreach (var (field, path) in Options.Mapping.Columns)
        {
            if (names.Contains(JsonPaths.FirstOf(path))) continue;
            throw Fault($"--map {field}={path}: the first {LooksAtRecords:N0} records of {Path} have no member '{path}'. Names found: "
                + $"{LogText.Names(names)}.");
        }
    }

    // The names that the first records have get their slots before the reading, so that what the log lacks is known.
    private void FindNames() => ReadFirst(new Nobody());

    /// <summary>
    /// The slots that the first records have a value in, of those that anything is read from; all of those where no record is whole in the
    /// first block.
    /// </summary>
    private IReadOnlyList<int> FoundSlots()
    {
        int[] used = [.. _plan.Used().Order()];
        if (_lists is not null) return used;
        var finder = new Finder(this, used);
        ReadFirst(finder);
        return finder.Found.Count > 0 ? [.. used.Where(finder.Found.Contains)] : used;
    }

    // A log that ends within its first record need not lack anything.
    private string? WhyCut()
    {
        if (Stream.FirstBlock.Length == LogStream.FirstBlockBytes) return null;
        using var block = new MemoryStream(Stream.FirstBlock[JsonHead.LengthOfMark(Stream.FirstBlock)..].ToArray());
        try
        {
            new JsonScanner(block, isOfLines: false, 0, 1).Read();
            return null;
        }
        catch (InvalidDataException failure)
        {
            return failure.Message;
        }
    }

    private void ReadFirst(JsonRecord.ISink sink)
    {
        if (_envelope is not null)
        {
            _record.Read(_envelope.Head, 0, _envelope.Head.Length, sink);
            return;
        }

        var start = JsonHead.LengthOfMark(Stream.FirstBlock);
        using var block = new MemoryStream(Stream.FirstBlock[start..].ToArray());
        var json = new JsonScanner(block, _isOfLines, 0, 1);
        try
        {
            for (var record = 0; record < LooksAtRecords && json.Read(); record++) TryRead(json, sink);
        }
        catch (InvalidDataException)
        {
            // The last value is cut.
        }
    }

    private void TryRead(JsonScanner json, JsonRecord.ISink sink)
    {
        try
        {
            _record.Read(json.Buffer, json.Start, json.Length, sink);
        }
        catch (JsonException)
        {
            // The reading itself rejects it.
        }
    }

    // A pipe is read to its end first, since it cannot be read twice.
    private void RecallFirst()
    {
        _mustRecall = false;
        if (_source.IsPipe)
        {
            Stream.TryRewind();
            _source.Return(Stream);
            _source.Spool();
            var hash = _json.HashHere();
            Stream = _source.Open();
            Stream.SkipTo(_json.NextOffset);
            _json = new JsonScanner(Stream, _isOfLines, _json.NextOffset, _json.NextLine);
            _json.HashFrom(hash);
        }

        try
        {
            Recall();
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw Fault($"{Path}: {e.Message.TrimEnd('.')}.", e);
        }
    }

    /// <summary>
    /// Reads what must be known of other records: of those before, to go on with their chains; of all, of which some are children.
    /// </summary>
    private void Recall()
    {
        if (_plan.Parents.Parent >= 0) _rows.Parents = [];
        using var stream = _source.Open();
        stream.SkipTo(JsonHead.LengthOfMark(stream.FirstBlock));
        var json = new JsonScanner(stream, _isOfLines, stream.Offset, 1);
        var witness = new Witness(this);
        while (json.Read() && (_rows.Parents is not null || json.NextOffset <= _recalled.Offset))
        {
            try
            {
                _record.Read(json.Buffer, json.Start, json.Length, witness);
            }
            catch (JsonException)
            {
                // The reading itself rejects it.
            }
        }
    }

    /// <inheritdoc/>
    protected override void MarkPosition()
    {
        if (_isPending)
        {
            Position = _before with { Record = Records, Inside = _inside };
            return;
        }

        _hashBefore = null;
        Position = new FilePosition(_json.NextOffset, _json.NextLine, Records);
    }

    private sealed class Nobody : JsonRecord.ISink
    {
        public bool Take() => true;
    }

    private sealed class Finder(JsonRequestReader reader, int[] slots) : JsonRecord.ISink
    {
        public HashSet<int> Found { get; } = [];

        public bool Take()
        {
            Found.UnionWith(slots.Where(slot => !reader._record[slot].IsEmpty));
            return true;
        }
    }

    private sealed class Witness(JsonRequestReader reader) : JsonRecord.ISink
    {
        public bool Take()
        {
            var row = new JsonRow(reader._record);
            reader._rows.Remember(row);
            if (reader._rows.Parents is { } parents && reader._rows.IsOfKind(row)
                && row[reader._plan.Parents.Id] is { IsEmpty: false } id)
                parents.Add(Encoding.UTF8.GetString(id));
            return true;
        }
    }
}

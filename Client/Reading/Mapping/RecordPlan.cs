using System.Text;
using LlmWorkload.Datasets;

namespace LlmWorkload.Reading;

/// <summary>
/// Where one log has the fields of its requests: a mapping, and what the options say beside, in the slots of its records.
/// </summary>
internal sealed class RecordPlan
{
    private static readonly string[] RoundNames = ["rehash_round"];
    private static readonly string[] BlockNames = ["hash_ids"];

    // Names that also stand for something else: taken only where their values are numbers.
    private static readonly string[] WeakNames = ["input", "output", "cached"];

    private static readonly RequestField[] Nameable = [.. RequestFields.All.Where(field => field.Accepted.Count > 0)];

    private readonly SlotChoice[] _choices = [.. RequestFields.All.Select(_ => new SlotChoice())];
    private readonly FieldRule?[] _rules = new FieldRule?[RequestFields.All.Count];
    private readonly Dictionary<RequestField, int> _unitSlots = [];
    private readonly bool[] _isFixed = new bool[RequestFields.All.Count];
    private readonly ReadingOptions _options;
    private readonly HashSet<int> _errors = [];

    /// <summary>Makes the plan, as far as the mapping and the options tell it without the names of the log.</summary>
    /// <param name="mapping">How the format is mapped.</param>
    /// <param name="options">What the user says.</param>
    /// <param name="name">What the log is called.</param>
    /// <param name="slots">Gives slots.</param>
    public RecordPlan(LogMapping mapping, ReadingOptions options, string name, ISlots slots)
    {
        (Mapping, LogName, _options) = (mapping, name, options);
        var model = options.Model ?? (options.ModelFromFilename || !mapping.NamesModels ? LogFiles.Stem(name) : null);
        NamedModel = Encoding.UTF8.GetBytes(model ?? "");
        Constants = Array.ConvertAll(
            RequestFields.Texts, field => Encoding.UTF8.GetBytes(options.Mapping.Constants.GetValueOrDefault(field.Name, "")));
        foreach (var (field, column) in options.Mapping.Columns) Fix(field, column, slots);
        foreach (var (field, source) in mapping.Fields)
        {
            if (!_isFixed[IndexOf(field)]) Add(field, source, slots);
        }

        FailedWhere = [.. mapping.FailedWhere.Select(condition => PlannedCondition.Of(condition, slots))];
        KeptWhere = [.. mapping.KeptWhere.Select(condition => PlannedCondition.Of(condition, slots))];
        if (mapping.Blocks is { } blocks && !Blocks.Any) AddOnce(Blocks, slots.Of(blocks));
        if (mapping.Counted is { } counted) Counted = slots.Of(counted.Path);
        if (mapping.Chain is { } chain) Chain = (slots.Of(chain.Id), slots.Of(chain.Parent));
        if (mapping.Parents is { } parents) Parents = (slots.Of(parents.Id), slots.Of(parents.Parent));
        BlockSize = options.BlockSize ?? mapping.BlockSize;
    }

    /// <summary>What the log is called.</summary>
    public string LogName { get; }

    /// <summary>How the format is mapped.</summary>
    public LogMapping Mapping { get; }

    /// <summary>Whether records may have fields that no record had before.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The model of records that name none; empty for none.</summary>
    public byte[] NamedModel { get; }

    /// <summary>What each field of texts is in records that do not have it, by its place; empty for none.</summary>
    public byte[][] Constants { get; }

    /// <summary>When a request failed.</summary>
    public IReadOnlyList<PlannedCondition> FailedWhere { get; }

    /// <summary>When a record is a request.</summary>
    public IReadOnlyList<PlannedCondition> KeptWhere { get; }

    /// <summary>What is put behind a user's id.</summary>
    public SlotChoice Round { get; } = new();

    /// <summary>The list of blocks.</summary>
    public SlotChoice Blocks { get; } = new();

    /// <summary>Tokens of a block; 0 where nobody knows.</summary>
    public int BlockSize { get; }

    /// <summary>The number that is added up; −1 for none.</summary>
    public int Counted { get; } = -1;

    /// <summary>A record's id and its parent's, for sessions; −1 for none.</summary>
    public (int Id, int Parent) Chain { get; } = (-1, -1);

    /// <summary>A record's id and its parent's, of which one alone is a request; −1 for none.</summary>
    public (int Id, int Parent) Parents { get; } = (-1, -1);

    /// <summary>The slots of a field.</summary>
    public SlotChoice this[RequestField field] => _choices[IndexOf(field)];

    /// <summary>How a field is computed; null where it is read as it stands.</summary>
    public FieldRule? RuleOf(RequestField field) => _rules[IndexOf(field)];

    /// <summary>The slot of the text that says the unit of a record's number; −1 for none.</summary>
    public int UnitSlotOf(RequestField field) => _unitSlots.GetValueOrDefault(field, -1);

    /// <summary>Whether records can have a field.</summary>
    public bool Has(RequestField field) => this[field].Any || RuleOf(field) is not null;

    /// <summary>Whether a slot says what went wrong, so that a text in it means a failure.</summary>
    public bool IsError(int slot) => _errors.Contains(slot);

    /// <summary>Gives a slot to the fields that its name stands for.</summary>
    /// <param name="name">The name of a column or of a member.</param>
    /// <param name="slot">Its slot.</param>
    /// <param name="isNumber">Whether its values are numbers.</param>
    /// <returns>Whether any field is read from it.</returns>
    public bool AddName(string name, int slot, Func<bool> isNumber)
    {
        if (!Mapping.HasRequestNames) return false;
        var plain = RequestField.Plain(name);
        if (RoundNames.Any(each => RequestField.Plain(each) == plain)) return AddOnce(Round, slot);
        if (BlockNames.Any(each => RequestField.Plain(each) == plain)) return AddOnce(Blocks, slot);
        foreach (var field in Nameable)
        {
            if (_isFixed[IndexOf(field)] || RankOf(field, name) is not { } found) continue;
            if (WeakNames.Contains(plain) && !isNumber()) continue;
            var unit = _options.Mapping.Units.TryGetValue(field, out var told) ? told : found.Unit;
            this[field].Add(found.Rank, slot, unit == TimeUnit.Untold && field.Kind == FieldKind.Instant ? _options.TimeUnit : unit);
            if (field == RequestFields.Status && plain.StartsWith("error", StringComparison.Ordinal)) _errors.Add(slot);
            return true;
        }

        return false;
    }

    /// <summary>Every slot that a field, a condition or a rule reads.</summary>
    public IReadOnlySet<int> Used()
    {
        var used = _choices.Append(Round).Append(Blocks).SelectMany(choice => choice.Slots).ToHashSet();
        used.UnionWith(_rules.SelectMany(rule => rule?.Slots ?? []));
        used.UnionWith(FailedWhere.Concat(KeptWhere).SelectMany(condition => (int[])[condition.Slot, condition.Other]));
        used.UnionWith(_unitSlots.Values);
        used.UnionWith([Counted, Chain.Id, Chain.Parent, Parents.Id, Parents.Parent]);
        used.Remove(-1);
        return used;
    }

    /// <summary>Refuses a log without the fields that are required.</summary>
    /// <param name="file">The path of the log.</param>
    /// <param name="what">What has the names, in words.</param>
    /// <param name="found">The names found.</param>
    /// <exception cref="WorkloadException">The log has no field for the start, or for the model.</exception>
    public void Check(string file, string what, Func<string> found)
    {
        var faults = new List<string>();
        if (!Has(RequestFields.Started))
            faults.Add($"no column for the start instant (accepted names: {string.Join(", ", RequestFields.Started.Accepted)})");
        if (!Has(RequestFields.Model) && NamedModel.Length == 0 && !_options.Mapping.Constants.ContainsKey(RequestFields.Model.Name))
            faults.Add($"no column for the model (accepted names: {string.Join(", ", RequestFields.Model.Accepted)}; or --model NAME, or "
                + "--model-from-filename)");
        if (faults.Count == 0) return;
        throw new WorkloadException($"{file}: {what} has {string.Join(" and ", faults)}. Names found: {found()}.") { IsInput = true };
    }

    /// <summary>What is to be said of the log's columns.</summary>
    /// <param name="ignored">The names that no field is read from.</param>
    public FileColumns Columns(IReadOnlyList<string> ignored) => new(
        ignored,
        Absent(),
        Mapping.Name,
        Has(RequestFields.Status) || FailedWhere.Any(each => each.Slot >= 0 || each.Other >= 0),
        Blocks.Any || IsOpen,
        BlockSize > 0 ? BlockSize : null,
        Round.Any,
        UsersHaveTexts: true);

    /// <summary>Every slot that a field is read from.</summary>
    public IReadOnlyList<int> SlotsOf(RequestField field) => [.. RuleOf(field)?.Slots ?? [], .. this[field].Slots];

    /// <summary>What a slot is read for; empty for nothing.</summary>
    public IReadOnlyList<FieldUse> UsesOf(int slot) =>
    [
        .. RequestFields.All.Where(field => this[field].Slots.Contains(slot)).Select(
            field => new FieldUse(field.Name, UnitSlotOf(field) < 0 ? UnitOf(field, this[field].UnitOf(slot)) : null)),
        .. _unitSlots.Where(each => each.Value == slot).Select(each => new FieldUse(each.Key.Name, null)),
        .. RequestFields.All.Where(field => RuleOf(field)?.Slots.Contains(slot) ?? false).Select(field => new FieldUse(field.Name, null)),
        .. OtherUses(slot).Distinct().Select(use => new FieldUse(use, null)),
    ];

    private IEnumerable<string> OtherUses(int slot)
    {
        if (Round.Slots.Contains(slot)) yield return "round";
        if (Blocks.Slots.Contains(slot)) yield return "blocks";
        if (FailedWhere.Any(condition => condition.Slot == slot || condition.Other == slot)) yield return RequestFields.Failed.Name;
        if (KeptWhere.Any(condition => condition.Slot == slot || condition.Other == slot)) yield return "is_request";
        if (Parents.Id == slot || Parents.Parent == slot) yield return "is_request";
        if (Chain.Id == slot || Chain.Parent == slot) yield return RequestFields.Session.Name;
        if (Counted == slot) yield return Mapping.Counted!.Value.Name;
    }

    private static string? UnitOf(RequestField field, TimeUnit told) => field.Kind switch
    {
        FieldKind.Instant => told.Name(),
        FieldKind.Seconds => told.Name() ?? TimeUnit.Seconds.Name(),
        FieldKind.Money => "USD",
        _ => null,
    };

    // The usual fields that no record can have.
    private IReadOnlyList<string> Absent() =>
    [
        .. RequestFields.All.Where(field => field.IsUsual && !Has(field) && !(field == RequestFields.Model && NamedModel.Length > 0))
            .Select(field => field.Name),
    ];

    private static int IndexOf(RequestField field) => RequestFields.IndexOf(field);

    // A name that says its unit stands behind the same name without one.
    /// <summary>Whether a column or a member of a name has a field, by the rules of names alone.</summary>
    public static bool IsNameOf(RequestField field, string name) => RankOf(field, name) is not null;

    private static (int Rank, TimeUnit Unit)? RankOf(RequestField field, string name)
    {
        var rank = field.RankOf(name);
        if (rank >= 0) return (2 * rank, TimeUnit.Untold);
        if (field.Kind is not (FieldKind.Instant or FieldKind.Seconds) || TimeUnits.OfColumn(name) is not { } parted) return null;
        rank = field.RankOf(parted.Name);
        return rank < 0 ? null : ((2 * rank) + 1, parted.Unit);
    }

    private static bool AddOnce(SlotChoice choice, int slot)
    {
        if (slot < 0 || choice.Any) return false;
        choice.Add(0, slot, TimeUnit.Untold);
        return true;
    }

    private void Fix(string field, string column, ISlots slots)
    {
        var slot = slots.Of(column);
        if (slot < 0)
        {
            throw new WorkloadException($"--map {field}={column}: the log has no column '{column}'"
                + $"{NearestName.Words(NearestName.Of(column, slots.Names))}. Names found: {LogText.Names(slots.Names)}.")
            { IsInput = true };
        }

        if (field == "round") AddOnce(Round, slot);
        else if (field == "blocks") AddOnce(Blocks, slot);
        else
        {
            var of = RequestFields.All.First(each => each.Name == field);
            var unit = _options.Mapping.Units.TryGetValue(of, out var told) ? told : TimeUnits.OfColumn(column)?.Unit ?? TimeUnit.Untold;
            this[of].Add(0, slot, unit);
            _isFixed[IndexOf(of)] = true;
            if (of == RequestFields.Status && RequestField.Plain(column).StartsWith("error", StringComparison.Ordinal)) _errors.Add(slot);
        }
    }

    private void Add(RequestField field, FieldSource source, ISlots slots)
    {
        switch (source)
        {
            case NamedSource { IsSinceLeast: true } named:
                _rules[IndexOf(field)] = new SinceLeastRule(slots.Of(named.Paths[0]));
                break;
            case NamedSource named:
                for (var rank = 0; rank < named.Paths.Count; rank++) AddPath(field, named, rank, slots.Of(named.Paths[rank]));
                AddUnit(field, named.UnitPath, slots);
                break;
            case SinceSource since:
                var rule = new SinceRule(Choice(since.Later, slots), Choice(since.Earlier, slots), Choice(since.NotAt, slots));
                if (rule.Slots.Any()) _rules[IndexOf(field)] = rule;
                break;
            case SumSource sum:
                int[] summed = [.. sum.Paths.Select(slots.Of).Where(slot => slot >= 0)];
                if (summed.Length > 0) _rules[IndexOf(field)] = new SumRule(summed);
                break;
        }
    }

    private void AddPath(RequestField field, NamedSource named, int rank, int slot)
    {
        if (slot < 0) return;
        var unit = _options.Mapping.Units.TryGetValue(field, out var told) ? told : named.Unit;
        if (field.Kind == FieldKind.Instant && _options.TimeUnit != TimeUnit.Untold) unit = _options.TimeUnit;
        this[field].Add(rank, slot, unit);
    }

    // An option wins over what a record says.
    private void AddUnit(RequestField field, string? path, ISlots slots)
    {
        if (path is null || _options.Mapping.Units.ContainsKey(field)) return;
        if (slots.Of(path) is >= 0 and var slot) _unitSlots.Add(field, slot);
    }

    private static SlotChoice Choice(IReadOnlyList<string> paths, ISlots slots)
    {
        var choice = new SlotChoice();
        for (var rank = 0; rank < paths.Count; rank++)
        {
            if (slots.Of(paths[rank]) is >= 0 and var slot) choice.Add(rank, slot, TimeUnit.Untold);
        }

        return choice;
    }
}

/// <summary>A condition with the slots of its values.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Slot">The slot; −1 where no record has it.</param>
/// <param name="Other">The slot of the value that counts where the first is missing; −1 for none.</param>
internal sealed record PlannedCondition(Condition Condition, int Slot, int Other)
{
    /// <summary>Finds the slots of a condition.</summary>
    public static PlannedCondition Of(Condition condition, ISlots slots) =>
        new(condition, slots.Of(condition.Path), condition.Other is { } other ? slots.Of(other) : -1);
}

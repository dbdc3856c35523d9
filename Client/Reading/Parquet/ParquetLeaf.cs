using ParquetSharp;
using ParquetSharp.Schema;
using ParquetUnit = ParquetSharp.TimeUnit;

namespace LlmWorkload.Reading.Parquet;

/// <summary>A leaf column of a file: what it is called and what it holds.</summary>
internal sealed class ParquetLeaf
{
    /// <summary>Reads what the schema says.</summary>
    public ParquetLeaf(int index, ColumnDescriptor column)
    {
        Index = index;
        (Physical, TypeLength) = (column.PhysicalType, column.TypeLength);
        (MaxDefinition, MaxRepetition) = (column.MaxDefinitionLevel, column.MaxRepetitionLevel);
        using (var logical = column.LogicalType) Read(logical);
        using (var full = column.Path) FullPath = full.ToDotString();
        var nodes = new List<(string Name, Repetition Repetition, bool IsList)>();
        for (var node = column.SchemaNode; node is not null; node = node.Parent)
        {
            using var type = node.LogicalType;
            nodes.Insert(0, (node.Name, node.Repetition, type is ListLogicalType));
        }

        // The root has no name of its own.
        nodes.RemoveAt(0);
        Top = nodes[0].Name;
        var names = new List<string>();
        var level = 0;
        for (var i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].Repetition != Repetition.Required) level++;
            if (nodes[i].Repetition == Repetition.Repeated) ListLevel = level;
            var isList = i > 0 && nodes[i - 1].IsList;
            var isElement = i > 1 && nodes[i - 2].IsList && nodes[i - 1].Repetition == Repetition.Repeated;
            if (!isList && !isElement) names.Add(nodes[i].Name);
        }

        Path = string.Join('.', names);
        IsAtTop = names.Count == 1;
    }

    /// <summary>Its place among the leaf columns.</summary>
    public int Index { get; }

    /// <summary>The names on the way to it, without those that only make a list.</summary>
    public string Path { get; }

    /// <summary>All names on the way to it.</summary>
    public string FullPath { get; }

    /// <summary>The first name on the way to it.</summary>
    public string Top { get; }

    /// <summary>Whether it is a column at the top, or the list that one is.</summary>
    public bool IsAtTop { get; }

    /// <summary>How its values are stored.</summary>
    public PhysicalType Physical { get; }

    /// <summary>Bytes of a value of a fixed length.</summary>
    public int TypeLength { get; }

    /// <summary>The definition level of a value.</summary>
    public short MaxDefinition { get; }

    /// <summary>0 for one value a row, 1 for a list.</summary>
    public short MaxRepetition { get; }

    /// <summary>The definition level from which a list has an element.</summary>
    public int ListLevel { get; private set; }

    /// <summary>What its values mean.</summary>
    public ParquetMeaning Meaning { get; private set; }

    /// <summary>Digits behind the point of a scaled number; of a second for instants and times.</summary>
    public int Scale { get; private set; }

    /// <summary>Whether it can be read: lists of lists cannot.</summary>
    public bool CanBeRead => MaxRepetition <= 1;

    /// <summary>Whether its values are numbers.</summary>
    public bool IsNumber => MaxRepetition == 0 && Meaning switch
    {
        ParquetMeaning.Unsigned or ParquetMeaning.Scaled or ParquetMeaning.Half => true,
        ParquetMeaning.Plain => Physical is PhysicalType.Int32 or PhysicalType.Int64 or PhysicalType.Float or PhysicalType.Double,
        _ => false,
    };

    /// <summary>Whether its values are texts.</summary>
    public bool IsText => MaxRepetition == 0 && Meaning is ParquetMeaning.Plain or ParquetMeaning.Uuid
        && Physical is PhysicalType.ByteArray or PhysicalType.FixedLenByteArray;

    private void Read(LogicalType logical)
    {
        (Meaning, Scale) = logical switch
        {
            TimestampLogicalType type => (ParquetMeaning.Instant, Digits(type.TimeUnit)),
            DateLogicalType => (ParquetMeaning.Date, 0),
            TimeLogicalType type => (ParquetMeaning.Scaled, Digits(type.TimeUnit)),
            DecimalLogicalType type => (ParquetMeaning.Scaled, type.Scale),
            IntLogicalType { IsSigned: false } => (ParquetMeaning.Unsigned, 0),
            UuidLogicalType => (ParquetMeaning.Uuid, 0),
            Float16LogicalType => (ParquetMeaning.Half, 0),
            _ => (Physical == PhysicalType.Int96 ? ParquetMeaning.Instant : ParquetMeaning.Plain, 0),
        };
    }

    private static int Digits(ParquetUnit unit) => unit switch
    {
        ParquetUnit.Millis => 3,
        ParquetUnit.Micros => 6,
        _ => 9,
    };
}

/// <summary>What the values of a column mean.</summary>
internal enum ParquetMeaning
{
    /// <summary>Numbers, truths or texts as they are stored.</summary>
    Plain,

    /// <summary>Whole numbers without a sign.</summary>
    Unsigned,

    /// <summary>Whole numbers with digits behind the point; times of a day, in seconds.</summary>
    Scaled,

    /// <summary>Instants, in UTC whether the file says so or names no zone.</summary>
    Instant,

    /// <summary>Days.</summary>
    Date,

    /// <summary>Ids of 16 bytes.</summary>
    Uuid,

    /// <summary>Numbers of 16 bits.</summary>
    Half,
}

using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>The viridis colour map of matplotlib: even to the eye, readable by the colour-blind and in grey.</summary>
internal static class Viridis
{
    private static readonly uint[] Anchors = [
        0x440154, 0x481A6C, 0x472F7D, 0x414487, 0x39568C, 0x31688E, 0x2A788E, 0x23888E,
        0x1F988B, 0x22A884, 0x35B779, 0x54C568, 0x7AD151, 0xA5DB36, 0xD2E21B, 0xFDE725,
    ];

    /// <summary>The colour at a share from 0 (dark violet) to 1 (yellow).</summary>
    public static OxyColor At(double share)
    {
        var at = Math.Clamp(share, 0, 1) * (Anchors.Length - 1);
        var first = Math.Min((int)at, Anchors.Length - 2);
        var (low, high) = (Anchors[first], Anchors[first + 1]);
        return OxyColor.FromRgb(Mix(16), Mix(8), Mix(0));

        byte Mix(int shift)
        {
            double from = (low >> shift) & 0xFF;
            double to = (high >> shift) & 0xFF;
            return (byte)Math.Round(from + ((to - from) * (at - first)));
        }
    }
}

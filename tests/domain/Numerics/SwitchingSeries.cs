namespace CryptoRun.Domain.Tests.Numerics;

/// <summary>
/// 1,500 returns that switch between two states, drawn with whole-number arithmetic so that another language draws the same: s' = (1664525 s + 1013904223) mod
/// 2^32 from 42, u = s' / 2^32; one u decides on the switch (from state 0 at u >= 0.97, from 1 at u >= 0.95), the sum of twelve less 6 is the noise.
/// </summary>
internal static class SwitchingSeries
{
    public const int Count = 1500;

    public static double[] Values()
    {
        var (s, state, values) = (42u, 0, new double[Count]);
        for (var t = 0; t < Count; t++)
        {
            if (Next() >= (state == 0 ? 0.97 : 0.95)) state = 1 - state;
            var z = 0.0;
            for (var i = 0; i < 12; i++) z += Next();
            values[t] = (state == 0 ? 0.002 : -0.003) + ((state == 0 ? 0.02 : 0.06) * (z - 6));
        }

        return values;

        double Next() => (s = unchecked((s * 1664525u) + 1013904223u)) / 4294967296.0;
    }
}

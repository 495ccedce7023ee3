using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace PolicyAnchor
{
    /// <summary>A dictionary that can't be cast to anything but IReadOnlyDictionary.</summary>
    internal class StringMap<T> : IReadOnlyDictionary<string, T>
    {
        private readonly IReadOnlyDictionary<string, T> values;

        public StringMap(IReadOnlyDictionary<string, T> values) => this.values = values;

        public int Count => this.values.Count;

        public IEnumerable<string> Keys => this.values.Keys.Select(key => key);

        public IEnumerable<T> Values => this.values.Values.Select(value => value);

        public virtual T this[string key] => this.values[key];

        public bool ContainsKey(string key) => this.values.ContainsKey(key);

        public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => this.values.GetEnumerator();

        public bool TryGetValue(string key, out T value) => this.values.TryGetValue(key, out value);

        IEnumerator IEnumerable.GetEnumerator() => this.GetEnumerator();
    }

    /// <summary>Variables answer null for a missing name: docs/fidelity.md, first table.</summary>
    internal sealed class VariableMap : StringMap<object>
    {
        public VariableMap(IReadOnlyDictionary<string, object> values)
            : base(values)
        {
        }

        public override object this[string key] => this.TryGetValue(key, out var value) ? value : null;
    }
}

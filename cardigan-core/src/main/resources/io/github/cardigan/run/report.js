(function () {
  "use strict";

  var data = JSON.parse(document.getElementById("data").textContent);
  samples(data.samples);
  curves(data.curves);

  /** A slider over the sample grids; Play runs through them once. */
  function samples(grids) {
    if (grids.length === 0) return;
    var image = document.getElementById("sample");
    var when = document.getElementById("when");
    var step = document.getElementById("step");
    var play = document.getElementById("play");
    var timer = null;

    function show() {
      var grid = grids[Number(when.value)];
      image.src = "data:image/png;base64," + grid.png;
      image.alt = "Generated samples at step " + grid.step;
      step.textContent = "step " + grid.step.toLocaleString("en");
    }

    function stop() {
      clearInterval(timer);
      timer = null;
      play.textContent = "Play";
    }

    // Small grids are enlarged by whole factors, so that every pixel stays a square.
    image.addEventListener("load", function () {
      var room = Math.min(image.parentElement.clientWidth - 42, 720);
      image.width = image.naturalWidth * Math.max(1, Math.floor(room / image.naturalWidth));
    });
    when.addEventListener("input", function () { stop(); show(); });
    play.addEventListener("click", function () {
      if (timer !== null) { stop(); return; }
      if (Number(when.value) === grids.length - 1) when.value = 0;
      show();
      play.textContent = "Pause";
      timer = setInterval(function () {
        when.value = Number(when.value) + 1;
        show();
        if (Number(when.value) === grids.length - 1) stop();
      }, 250);
    });
    when.hidden = play.hidden = grids.length === 1;
    show();
  }

  /** One uPlot per chart: raw values faint, smoothed values on top. */
  function curves(stats) {
    var frames = Array.prototype.slice.call(document.querySelectorAll(".plot"));
    if (frames.length === 0) return;
    var plots = [];
    var smoothing = document.getElementById("smoothing");
    document.querySelector(".tools").hidden = false;
    if (stats.steps.length < 50) smoothing.value = 0;

    function draw() {
      plots.forEach(function (plot) { plot.destroy(); });
      plots = frames.map(function (frame) {
        return chart(frame, stats.steps, stats.charts[Number(frame.dataset.chart)], Number(smoothing.value));
      });
    }

    smoothing.addEventListener("input", draw);
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    window.addEventListener("resize", function () {
      plots.forEach(function (plot, i) { plot.setSize({ width: frames[i].clientWidth, height: 260 }); });
    });
    draw();
  }

  function chart(frame, steps, series, smoothing) {
    var style = getComputedStyle(document.documentElement);
    var color = function (name) { return style.getPropertyValue("--" + name).trim(); };
    var axis = {
      stroke: color("soft"), font: "12px system-ui, sans-serif",
      grid: { stroke: color("grid"), width: 1 }, ticks: { stroke: color("line"), width: 1 }
    };
    var options = {
      width: frame.clientWidth,
      height: 260,
      scales: { x: { time: false } },
      cursor: { sync: { key: "run" }, y: false },
      axes: [Object.assign({}, axis), Object.assign({ size: 70, values: function (plot, ticks) { return ticks.map(tick); } }, axis)],
      series: [{ label: "step", value: function (plot, v) { return v == null ? "–" : v.toLocaleString("en"); } }]
    };
    var columns = [steps];
    series.forEach(function (curve, i) {
      var values = curve.values.map(plain);
      var stroke = color("curve-" + (i % 6 + 1));
      var smoothed = smoothing > 0 && values.filter(function (v) { return v != null; }).length >= 50;
      if (smoothed) {
        options.series.push({ class: "raw", stroke: stroke, width: 1, alpha: 0.28, points: { show: false } });
        columns.push(values);
      }
      // The legend tells what was recorded, not what was smoothed.
      options.series.push({
        label: curve.label, stroke: stroke, width: 2,
        value: function (plot, v, series, i) { return i == null ? "–" : number(values[i]); }
      });
      columns.push(smoothed ? smooth(values, smoothing) : values);
    });
    return new uPlot(options, columns, frame);
  }

  /** For uPlot undefined is a value that was not taken, drawn through, and null one that is a gap. */
  function plain(value) {
    if (value === null) return undefined;
    return value === "NaN" ? null : value;
  }

  /** Exponential moving average, corrected for its start. */
  function smooth(values, weight) {
    var mean = 0;
    var mass = 0;
    return values.map(function (value) {
      if (value == null) return value;
      mean = weight * mean + (1 - weight) * value;
      mass = weight * mass + (1 - weight);
      return mean / mass;
    });
  }

  function tick(value) {
    return Math.abs(value) < 1e-3 || Math.abs(value) >= 1e6
      ? String(Number(value.toPrecision(4)))
      : value.toLocaleString("en", { maximumFractionDigits: 6 });
  }

  function number(value) {
    return value == null ? "–" : String(Number(value.toPrecision(4)));
  }
})();

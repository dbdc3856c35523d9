// ECharts with only what is drawn here, in the page's colours.
import { BoxplotChart, BarChart, CustomChart, LineChart, PieChart, ScatterChart } from "echarts/charts";
import { BrushComponent, DataZoomComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsCoreOption, type EChartsType } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { h } from "./dom";

use([
  BoxplotChart, BarChart, CustomChart, LineChart, PieChart, ScatterChart, BrushComponent, DataZoomComponent, GridComponent, LegendComponent,
  TooltipComponent, CanvasRenderer,
]);

export type Option = EChartsCoreOption & Record<string, any>;

export interface Look {
  ink: string;
  muted: string;
  line: string;
  surface: string;
  series: string[];
  narrow: boolean;
  font: string;
}

const open = new Set<() => void>();
const dark = matchMedia("(prefers-color-scheme: dark)");
dark.addEventListener("change", () => open.forEach(draw => draw()));

/** The colours of the page, as they are now. */
export function look(width: number): Look {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink: colour("--ink"),
    muted: colour("--muted"),
    line: colour("--line"),
    surface: colour("--surface"),
    series: [1, 2, 3, 4, 5].map(each => colour(`--series-${each}`)),
    narrow: width < 560,
    font: getComputedStyle(document.body).fontFamily,
  };
}

/**
 * A chart that is drawn as soon as it has a place, and again when its size or the page's colours change.
 * @param label What it shows, for those who do not see it.
 * @param size The class that gives its height.
 * @param make Its option, by the look of the page.
 * @param ready Called with the chart once it is drawn.
 */
export function chart(label: string, size: string, make: (look: Look) => Option, ready?: (drawn: EChartsType) => void): HTMLElement {
  const place = h("div", { class: `chart ${size}`, role: "img", "aria-label": label });
  let drawn: EChartsType | undefined;
  let narrow: boolean | undefined;
  const draw = (): void => {
    const now = look(place.clientWidth);
    narrow = now.narrow;
    drawn!.setOption({ animation: false, textStyle: { fontFamily: now.font, color: now.ink }, ...make(now) }, true);
    ready?.(drawn!);
  };
  const observer = new ResizeObserver(() => {
    if (!place.isConnected) {
      // It is told of once before it has a place.
      if (!drawn) return;
      observer.disconnect();
      open.delete(draw);
      drawn.dispose();
    } else if (place.clientWidth > 0 && place.clientHeight > 0) {
      if (!drawn) {
        drawn = init(place);
        open.add(draw);
        draw();
        place.dataset.drawn = "true";
      } else {
        drawn.resize();
        if (look(place.clientWidth).narrow !== narrow) draw();
      }
    }
  });
  observer.observe(place);
  return place;
}

/** The box of values at the pointer: elements alone, so that no name becomes markup. */
export function values(title: string, rows: { colour?: string; name: string; value: string }[]): HTMLElement {
  return h("div", { class: "values" },
    h("strong", null, title),
    h("table", null, h("tbody", null, rows.map(row => {
      const dot = h("i", { "aria-hidden": "true" });
      if (row.colour) dot.style.background = row.colour;
      return h("tr", null, h("td", null, dot, row.name), h("td", null, row.value));
    }))));
}

/** What every box of values has in common. */
export const tooltip = (look: Look): Option => ({
  confine: true,
  backgroundColor: look.surface,
  borderColor: look.line,
  padding: 0,
  textStyle: { color: look.ink, fontFamily: look.font, fontSize: 12 },
  transitionDuration: 0,
});

/** The labels of an axis of time: dates and hours as they are written elsewhere on the page. */
export const dates: Option = {
  year: "{yyyy}", month: "{yyyy}-{MM}", day: "{MM}-{dd}", hour: "{HH}:{mm}", minute: "{HH}:{mm}", second: "{HH}:{mm}:{ss}",
  millisecond: "{HH}:{mm}:{ss}.{SSS}",
};

/** What every axis has in common. */
export const axis = (look: Look): Option => ({
  axisLine: { lineStyle: { color: look.line } },
  axisTick: { lineStyle: { color: look.line } },
  axisLabel: { color: look.muted, fontSize: 11, hideOverlap: true },
  nameTextStyle: { color: look.muted, fontSize: 12 },
  splitLine: { lineStyle: { color: look.line, opacity: 0.6 } },
  minorSplitLine: { show: false },
});
